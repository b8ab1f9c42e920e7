import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startChild } from './child.ts';
import { findFreePort } from './free-port.ts';
import { makeFolder } from './office.ts';
import { createApi, listening, MAIN } from './server.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the data folder', () => {
  it.each([
    { mode: 'demo', env: {}, database: 'demo.db' },
    {
      mode: 'live',
      env: { PROPSTACK_API_KEY: 'demo', PROPSTACK_API_URL: 'http://127.0.0.1:9/v1' },
      database: 'propstack-snom.db',
    },
  ])('is for its owner alone in $mode mode, whatever the umask', async ({ env, database }) => {
    const port = await findFreePort();
    const dataDir = join(makeFolder(), 'new', 'data');
    await listening(
      startChild({
        file: 'sh',
        args: ['-c', 'umask 022; exec "$0" "$1"', process.execPath, MAIN],
        env: { PORT: `${port}`, HOST: '127.0.0.1', DATA_DIR: dataDir, ...env },
      }),
    );
    expect(await createApi(port).probe('/healthz')).toBe(200);
    expect(modeOf(dataDir)).toBe('700');
    const files = readdirSync(dataDir);
    expect(files).toEqual(
      expect.arrayContaining([
        'admin-password.sha256',
        'lock.db',
        'phone-token',
        ...['', '-shm', '-wal'].map((end) => `${database}${end}`),
      ]),
    );
    expect(files.filter((name) => modeOf(join(dataDir, name)) !== '600')).toEqual([]);
  });
});
