import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { startProduct } from './product.ts';

const RING = resolve('src/cli/ring.ts');
const SETTINGS = '/snom/TOKEN/settings.xml';
const CARD =
  '<SnomIPPhoneText state="relevant"><Title>Erika Müller</Title><Text>Käuferin</Text></SnomIPPhoneText>';

let product: Product;
let directory: string;
beforeEach(async () => {
  product = await startProduct();
  product.answers.set(SETTINGS, product.settings());
  directory = await mkdtemp(join(tmpdir(), 'ring-'));
});
afterEach(async () => {
  await product.stop();
  await rm(directory, { recursive: true });
});

type Ending = { readonly code: number; readonly output: string; readonly complaint: string };

/** Runs the command in an empty directory, as fast as the phone can dial. */
function ring(...args: string[]): Promise<Ending> {
  const { origin } = new URL(product.base);
  const { PHONE_TOKEN: _token, DATA_DIR: _data, ...env } = process.env;
  const all = [RING, '--url', origin, '--ring', '0', '--talk', '0', ...args];
  return new Promise((done) => {
    execFile(process.execPath, all, { cwd: directory, env }, (error, output, complaint) => {
      done({ code: error ? Number(error.code) : 0, output, complaint });
    });
  });
}

const eventsSent = () =>
  product
    .paths()
    .filter((path) => path !== SETTINGS)
    .map((path) => path.split('/').at(-1));

describe('npm run ring', () => {
  it('plays a call, shows the display and sums up', async () => {
    product.answers.set('/snom/TOKEN/call/incoming', CARD);
    const { code, output } = await ring('--token', 'TOKEN', '--from', '01701234567');
    expect(output.replace(/\d+ ms/g, 'N ms')).toBe(
      `
incoming       200  N ms
┌────────────────────────────────────┐
│ Erika Müller                       │
├────────────────────────────────────┤
│ Käuferin                           │
├────────────────────────────────────┤
│ klingelt 0:00                      │
└────────────────────────────────────┘
connected      200  N ms
┌────────────────────────────────────┐
│ Erika Müller                       │
├────────────────────────────────────┤
│ Käuferin                           │
├────────────────────────────────────┤
│ im Gespräch 0:00                   │
└────────────────────────────────────┘
disconnected   200  N ms
┌────────────────────────────────────┐
│ Erika Müller                       │
├────────────────────────────────────┤
│ Käuferin                           │
├────────────────────────────────────┤
│ bereit                             │
└────────────────────────────────────┘
ok: 3 events, 3 answered 2xx, 0 pages refused
`.trimStart(),
    );
    expect(code).toBe(0);
    expect(product.requests[1]).toContain('remote=01701234567%40pbx.example');
  });

  it.each([
    ['nobody answers', ['--from', '0301', '--no-answer'], ['incoming', 'disconnected', 'missed']],
    ['an outgoing call', ['--to', '0301'], ['outgoing', 'connected', 'disconnected']],
    [
      'an outgoing call nobody takes',
      ['--to', '0301', '--no-answer'],
      ['outgoing', 'disconnected'],
    ],
    [
      'each event twice',
      ['--to', '0301', '--no-answer', '--repeat'],
      ['outgoing', 'outgoing', 'disconnected', 'disconnected'],
    ],
    ['a lost event', ['--from', '0301', '--drop', '2'], ['incoming', 'disconnected']],
    [
      'an overtaken event',
      ['--to', '0301', '--no-answer', '--reorder'],
      ['disconnected', 'outgoing'],
    ],
  ])('plays %s', async (_what, args, events) => {
    expect((await ring('--token', 'TOKEN', ...args)).code).toBe(0);
    expect(eventsSent()).toEqual(events);
  });

  it('rings several phones with settings, extension and MAC address of their own', async () => {
    const { output } = await ring('--token', 'TOKEN', '--withheld', '--phones', '2');
    expect(product.requests.slice(0, 2).toSorted()).toEqual([
      `${SETTINGS}?mac=000413AA0001`,
      `${SETTINGS}?mac=000413AA0002`,
    ]);
    const incoming = product.requests.filter((target) => target.includes('/incoming?'));
    expect(
      incoming.map((target) => new URL(target, product.base).searchParams.get('user')).toSorted(),
    ).toEqual(['21', '22']);
    expect(incoming[0]).toContain('remote=anonymous%40anonymous.invalid');
    expect(output).toContain('22: missed         200');
    expect(output).toContain('ok: 6 events, 6 answered 2xx');
  });

  it('ends with 1 when an event is not taken or a page is refused', async () => {
    product.answers.set('/snom/TOKEN/call/incoming', CARD.replace('relevant', 'visible'));
    product.answers.set('/snom/TOKEN/call/connected', { status: 503 });
    const { code, output } = await ring('--token', 'TOKEN', '--from', '0301');
    expect(output).toContain('the phone refuses the page: illegal value state="visible"');
    expect(output).toContain('FAILED: 3 events, 2 answered 2xx, 1 pages refused');
    expect(code).toBe(1);
  });

  it('finds the token in .env or in the data directory', async () => {
    await mkdir(join(directory, 'data'));
    await writeFile(join(directory, 'data', 'phone-token'), 'TOKEN\n');
    expect((await ring('--from', '0301')).code).toBe(0);
    await writeFile(join(directory, '.env'), 'PHONE_TOKEN=OTHER\n');
    product.answers.set('/snom/OTHER/settings.xml', { status: 404 });
    const { code, complaint } = await ring('--from', '0301');
    expect(complaint).toContain('is the token right, and may this computer act as a phone?');
    expect(code).toBe(1);
  });

  it.each([
    ['no number', ['--token', 'TOKEN'], 'give --from NUMBER, --to NUMBER or --withheld'],
    ['no token', ['--from', '0301'], /^no phone token: give --token or PHONE_TOKEN; .*phone-token/],
    ['a wrong count', ['--from', '1', '--phones', 'two'], 'give a number from 1.'],
    ['a wrong encoding', ['--from', '1', '--encoding', 'utf7'], 'Allowed choices are percent'],
    ['both directions', ['--from', '1', '--to', '2'], 'cannot be used with'],
    [
      'no server',
      ['--from', '1', '--token', 'T', '--url', 'http://127.0.0.1:1'],
      'no answer from http://127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1): is the server running',
    ],
  ])('says plainly what is wrong: %s', async (_what, args, message) => {
    const { code, complaint } = await ring(...args);
    expect(complaint).toMatch(message);
    expect(code).toBe(1);
  });
});
