import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFreePort } from './free-port.ts';
import { makeFolder, openOffice } from './office.ts';
import { launchServer } from './server.ts';

/** What the server says when it does not start, by line. */
async function refusalOf(settings: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const server = launchServer(settings);
  expect(await server.ends()).toMatchObject({ code: 1 });
  expect(server.output()).toBe(server.errors());
  return server.errors().trimEnd().split('\n');
}

describe('a server that can not start', () => {
  it('says in one line that another one uses its folder, which goes on undisturbed', async () => {
    const office = await openOffice();
    await office.start();
    const second = { ...office.settings, PORT: `${await findFreePort()}` };
    expect(await refusalOf(second)).toEqual([
      expect.stringMatching(/^DATA_DIR is ".*": another running server uses it/),
    ]);
    expect(await office.api.probe('/healthz')).toBe(200);
  });

  it('says in one line that its port is taken', async () => {
    const office = await openOffice();
    await office.start();
    const second = { ...office.settings, DATA_DIR: join(makeFolder(), 'data') };
    expect(await refusalOf(second)).toEqual([expect.stringMatching(/^PORT is taken/)]);
  });

  it('says everything that is wrong with its settings, and no secret', async () => {
    const file = join(makeFolder(), 'file');
    writeFileSync(file, '');
    const lines = await refusalOf({
      PORT: 'banana',
      PHONE_TOKEN: 'too-short',
      JOURNAL_VIA: 'pigeon',
      PROPSTAK_API_KEY: 'secret',
      TIME_ZONE: 'Berlin',
      DATA_DIR: file,
    });
    const names = lines.map((line) => /^[A-Z_]+/.exec(line)?.[0]).toSorted();
    expect(names).toEqual([
      'DATA_DIR',
      'JOURNAL_VIA',
      'PHONE_TOKEN',
      'PORT',
      'PROPSTAK_API_KEY',
      'TIME_ZONE',
    ]);
    expect(lines.join('\n')).not.toMatch(/too-short|secret/);
  });
});
