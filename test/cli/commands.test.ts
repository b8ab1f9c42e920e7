import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { readPhoneSettings } from '../../src/simulator/phone-settings.ts';
import { openOffice } from '../office.ts';

const SRC = resolve(import.meta.dirname, '../../src');

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** Runs one of our commands in an empty folder of its own; nothing of this machine's settings. */
function run(
  file: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
  cwd = folder(),
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(SRC, file), ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

describe('phone-config', () => {
  it('prints a settings file that a phone reads, with the token it will be asked for', async () => {
    const cwd = folder();
    const args = ['--url', 'http://10.0.0.5:8080/', '--format', 'xml'];
    const first = await run('cli/phone-config.ts', args, {}, cwd);
    const settings = readPhoneSettings(first.out);
    expect(settings.get('action_incoming_url')).toMatch(
      /^http:\/\/10\.0\.0\.5:8080\/snom\/[\w-]{16}\/call\/incoming\?mac=\$mac&call=\$call-id&/,
    );
    expect(settings.get('dkey_directory')).toMatch(/^url http:\/\/10\.0\.0\.5:8080\/snom\//);
    const again = await run('cli/phone-config.ts', args, {}, cwd);
    expect(again.out).toBe(first.out);
    expect(statSync(join(cwd, 'data/phone-token')).mode & 0o777).toBe(0o600);
  });

  it('prints lines to paste, with plain ampersands', async () => {
    const environment = { PHONE_TOKEN: 'abcdefghijklmnop' };
    const args = ['--url', 'http://10.0.0.5:8080', '--format', 'txt'];
    const { out, code } = await run('cli/phone-config.ts', args, environment);
    expect(code).toBe(0);
    expect(out).toContain(
      'Missed Call (action_missed_url)\nhttp://10.0.0.5:8080/snom/abcdefghijklmnop/call/missed?mac=$mac&call=',
    );
  });

  it.each([
    [['--url', 'phone'], /--url is "phone": give an address/],
    [['--mac', 'zz'], /--mac is "zz": give 12 hex digits/],
    [['--format', 'pdf'], /Allowed choices are xml, txt/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, err } = await run('cli/phone-config.ts', args);
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
  });
});

describe('doctor', () => {
  it('is content with a working set-up', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.stop());
    const { code, out } = await run('cli/doctor.ts', [], {
      PROPSTACK_API_KEY: sandbox.apiKey,
      PROPSTACK_API_URL: sandbox.url,
      PUBLIC_URL: 'http://10.255.255.1:1',
      PROPSTACK_TIMEOUT_MS: '5000',
    });
    expect(out).toMatch(/ok +CRM contacts: readable, \d+ in all/);
    expect(out).toMatch(/ok +Clock: agrees with the CRM/);
    expect(out).toContain('Everything needed is in order.');
    expect(code).toBe(0);
  });

  it('names the missing right, the wrong clock and the address nobody can reach', async () => {
    const sandbox = await startSandbox({ now: () => Date.now() - 3_600_000 });
    onTestFinished(() => sandbox.stop());
    const rights = sandbox.crm.keys.get(sandbox.apiKey);
    if (rights) rights.contacts_read = false;
    const { code, out } = await run('cli/doctor.ts', [], {
      PROPSTACK_API_KEY: sandbox.apiKey,
      PROPSTACK_API_URL: sandbox.url,
      PUBLIC_URL: 'http://localhost:1',
    });
    expect(out).toMatch(/PROBLEM +CRM contacts: the key is wrong or lacks this right/);
    expect(out).toMatch(/ok +CRM users/);
    expect(out).toMatch(/PROBLEM +Clock: 3\d{3} s ahead of the CRM/);
    expect(out).toMatch(/PROBLEM +Address: http:\/\/localhost:1 leads phones to themselves/);
    expect(code).toBe(1);
  });

  it('says in demo mode that it is demo mode, and reports every wrong setting', async () => {
    const demo = await run('cli/doctor.ts', [], { PUBLIC_URL: 'http://127.0.0.1:1' });
    expect([demo.code, demo.out]).toEqual([0, expect.stringContaining('demo mode')]);
    const wrong = await run('cli/doctor.ts', [], { PORT: 'x', UI_LANGUAGE: 'x' });
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(
      /PROBLEM +Settings: PORT is "x"[\s\S]*PROBLEM +Settings: UI_LANGUAGE/,
    );
  });
});

describe('backup', () => {
  it('copies the database of a running server, complete and for the owner alone', async () => {
    const office = await openOffice();
    await office.tell('incoming', { remote: '21' });
    const cwd = folder();
    const data = join(office.databaseFile, '..');
    const environment = { DATA_DIR: data, PROPSTACK_API_KEY: 'x' };
    const copy = join(cwd, 'copy.db');
    // The office's file has another name than a live server's.
    const { symlinkSync } = await import('node:fs');
    symlinkSync(office.databaseFile, join(data, 'propstack-snom.db'));
    const { code, out } = await run('cli/backup.ts', [copy], environment, cwd);
    expect([code, out]).toEqual([0, expect.stringContaining('written')]);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const database = new DatabaseSync(copy, { readOnly: true });
    expect(database.prepare('SELECT count(*) AS n FROM calls').get()).toEqual({ n: 1 });
    database.close();
  });

  it('overwrites nothing, and says when there is nothing to copy', async () => {
    const cwd = folder();
    const none = await run('cli/backup.ts', [join(cwd, 'x.db')], {}, cwd);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('no database yet')]);
    writeFileSync(join(cwd, 'data/demo.db'), '');
    writeFileSync(join(cwd, 'x.db'), 'precious');
    const taken = await run('cli/backup.ts', [join(cwd, 'x.db')], {}, cwd);
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('exists')]);
  });
});

describe('main', () => {
  it('stops with every complaint, and makes nothing', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, '.env'), 'PORT=banana\nJOURNAL_VIA=fax\n');
    const { code, err, out } = await run('main.ts', [], { DATA_DIR: join(cwd, '.env') }, cwd);
    expect([code, out]).toEqual([1, '']);
    expect(err.trim().split('\n')).toEqual([
      'PORT is "banana": give a number from 1 to 65535',
      'JOURNAL_VIA is "fax": give one of: 3cx, phone, task, off',
      expect.stringMatching(/^DATA_DIR is ".*": it can't be used/),
    ]);
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });
});
