import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startChild } from './child.ts';
import { makeFolder } from './office.ts';

const SCRIPT = fileURLToPath(new URL('../../src/cli/simulate.ts', import.meta.url));
const CALLS = 120;
const DAY = ['--phones', '20', '--calls', `${CALLS}`, '--seed', '1', '--kill-every', '5'];
const DONE_WITHIN_MS = 150_000;

const OUTCOME = z.object({
  isSuccess: z.boolean(),
  wrong: z.array(z.object({ title: z.string() })),
  table: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
  lives: z.object({ kills: z.number(), crashes: z.number() }),
  crmRequests: z.record(z.string(), z.number()),
});

describe('an office day with kills and CRM faults', () => {
  it('leaves every call that was told right in the CRM', { timeout: 180_000 }, async () => {
    const file = join(makeFolder(), 'outcome.json');
    const simulation = startChild({
      file: process.execPath,
      args: [SCRIPT, ...DAY, '--json', file],
    });
    const { code } = await simulation.ends(DONE_WITHIN_MS);
    process.stdout.write(simulation.output());
    expect(simulation.errors()).toBe('');

    const { wrong, table, lives, crmRequests } = OUTCOME.parse(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
    expect(code).toBe(0);
    expect(table.at(-1)).toMatchObject({ missing: 0, doubled: 0 });
    expect(Number(table.at(-1)?.['right'])).toBeGreaterThan(CALLS / 3);
    expect(lives.kills).toBeGreaterThan(0);
    expect(Object.keys(crmRequests).length).toBeGreaterThan(1);
  });
});
