import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../src/cli/sandbox.ts', import.meta.url));
const children = new Set<ChildProcess>();

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const [line] = await once(lines, 'line');
  return String(line);
}

const addressIn = (line: string) => /http:\S+/.exec(line)?.[0] ?? '';

describe('npm run sandbox', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints one line, serves the CRM and ends in order on %s',
    async (signal) => {
      const child = start(SCRIPT, '--contacts', '5', '--key', 'geheim', '--seed', '7');
      const line = await firstLine(child);
      expect(line).toMatch(/^Sandbox CRM at http:\/\/127\.0\.0\.1:\d+\/v1 with key geheim$/);
      const response = await fetch(`${addressIn(line)}/contacts?per=500&api_key=geheim`);
      expect((await response.json()) as unknown[]).toHaveLength(15);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  it('says what is wrong with an option and exits with 1', async () => {
    const child = start(SCRIPT, '--port', 'banana');
    const [line] = await once(createInterface({ input: child.stderr! }), 'line');
    expect(line).toContain("'banana' is invalid. give a whole number from 0 to 65535");
    expect((await once(child, 'exit'))[0]).toBe(1);
  });

  it('says which port is taken', async () => {
    const first = await firstLine(start(SCRIPT, '--contacts', '0'));
    const second = start(SCRIPT, '--port', new URL(addressIn(first)).port);
    const [line] = await once(createInterface({ input: second.stderr! }), 'line');
    expect(line).toContain('EADDRINUSE');
  });

  it('ends with its parent when asked to', async () => {
    const parentCode = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, [${JSON.stringify(SCRIPT)}, '--exit-with-parent', '--contacts', '0'],
        { stdio: ['ignore', 'inherit', 'inherit'] });`;
    const parent = start('-e', parentCode);
    const { port } = new URL(addressIn(await firstLine(parent)));
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.resume();
    parent.kill('SIGKILL');
    await once(socket, 'close');
    await expect(fetch(`http://127.0.0.1:${port}/v1`)).rejects.toThrow('fetch failed');
  });
});
