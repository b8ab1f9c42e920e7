import { describe, expect, it, vi } from 'vitest';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import { type Client, openSandbox } from './client.ts';

const CALL = { duration: '00:03:10', direction: 'in', from: '01701234567', to: '21' };
const on = 'POST /v1/calls/3cx';

const report = (sandbox: Client) => sandbox.post('/calls/3cx', CALL);

/** The code of the network error that a request ended with. */
async function failure(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => new Error('answered'),
    (reason: unknown) => reason,
  );
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(error);
}

describe('the fault status', () => {
  it('answers any status with an error list and writes nothing', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'status', status: 503 });
    expect(await report(sandbox)).toMatchObject({
      status: 503,
      body: { errors: ['Störung: 503'] },
    });
    expect(sandbox.crm.receivedCalls).toEqual([]);
    expect(sandbox.requests).toMatchObject([{ status: 503 }]);
  });

  it('answers after the write when asked to', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'status', status: 500, applied: true });
    expect((await report(sandbox)).status).toBe(500);
    expect(sandbox.crm.activities).toHaveLength(1);
  });

  it.each([
    [30, '30'],
    ['Mon, 12 Jan 2026 17:05:00 GMT', 'Mon, 12 Jan 2026 17:05:00 GMT'],
  ])('sends Retry-After %s', async (retryAfter, header) => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'status', status: 429, retryAfter });
    expect((await report(sandbox)).headers.get('retry-after')).toBe(header);
  });

  it.each([
    ['a text as text', { body: 'ok' }, 'text/plain; charset=utf-8', 'ok'],
    ['a text of another type', { body: '{', contentType: 'text/csv' }, 'text/csv', '{'],
    [
      'an object as JSON',
      { body: { error: 'x' } },
      'application/json; charset=utf-8',
      { error: 'x' },
    ],
    ['nothing', {}, null, ''],
  ])('sends %s', async (_what, rest, type, body) => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'status', status: 200, ...rest });
    const answer = await report(sandbox);
    expect([answer.headers.get('content-type'), answer.body]).toEqual([type, body]);
  });

  it('can be 204', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'status', status: 204, body: 'ignored' });
    expect(await report(sandbox)).toMatchObject({ status: 204, body: '' });
  });

  it('comes before the key is looked at', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on: '*', kind: 'status', status: 502 });
    expect((await sandbox.raw('/v1/contacts')).status).toBe(502);
    expect((await sandbox.raw('/anything')).status).toBe(502);
  });
});

describe('the fault', () => {
  it('slow carries the request out at once and answers later', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'slow', ms: 40 });
    const begin = performance.now();
    const answer = report(sandbox);
    await vi.waitFor(() => expect(sandbox.crm.receivedCalls).toHaveLength(1), { interval: 1 });
    expect(await answer).toMatchObject({ status: 200, body: { ok: true } });
    expect(performance.now() - begin).toBeGreaterThan(38);
  });

  it('slow-body sends the whole body bit by bit', async () => {
    const sandbox = await openSandbox({ contacts: 20 });
    sandbox.faults.add({ on: '/v1/contacts', kind: 'slow-body', ms: 40 });
    const response = await fetch(`${sandbox.url}/contacts?api_key=demo`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(2);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toHaveLength(20);
  });

  it.each<[boolean, number]>([
    [false, 0],
    [true, 1],
  ])('hang with applied %s never answers, until the sandbox stops', async (applied, count) => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'hang', applied });
    const answer = failure(report(sandbox));
    await vi.waitFor(() => expect(sandbox.requests).toMatchObject([{ status: 'hang' }]));
    await sandbox.stop();
    expect(['UND_ERR_SOCKET', 'ECONNRESET']).toContain(await answer);
    expect(sandbox.crm.receivedCalls).toHaveLength(count);
  });

  it.each<[boolean, number]>([
    [false, 0],
    [true, 1],
  ])('reset with applied %s resets the connection', async (applied, count) => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'reset', applied });
    expect(await failure(report(sandbox))).toBe('ECONNRESET');
    expect(sandbox.requests).toMatchObject([{ status: 'reset' }]);
    expect(sandbox.crm.activities).toHaveLength(count);
  });

  it.each<[boolean, number]>([
    [false, 0],
    [true, 1],
  ])('close with applied %s ends the connection without an answer', async (applied, count) => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'close', applied });
    expect(await failure(report(sandbox))).toBe('UND_ERR_SOCKET');
    expect(sandbox.requests).toMatchObject([{ status: 'close' }]);
    expect(sandbox.crm.activities).toHaveLength(count);
  });

  it('html answers 200 with a page and writes nothing', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'html' });
    const answer = await report(sandbox);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<html');
    expect(sandbox.crm.receivedCalls).toEqual([]);
  });

  it('redirect leads to a page and writes nothing', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'redirect' });
    const answer = await report(sandbox);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/app']);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(sandbox.crm.receivedCalls).toEqual([]);
  });

  it.each(['/contacts', '/contacts?q=xyz', '/contacts/1001', '/contacts?with_meta=1'])(
    'broken-json announces JSON for %s and sends half of it',
    async (path) => {
      const sandbox = await openSandbox();
      sandbox.faults.add({ on: '*', kind: 'broken-json' });
      const response = await fetch(sandbox.url + path, { headers: { 'X-API-KEY': 'demo' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('application/json');
      await expect(response.json()).rejects.toThrow(SyntaxError);
    },
  );

  it('broken-json carries the request out', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'broken-json' });
    await expect(report(sandbox)).rejects.toThrow(SyntaxError);
    expect(sandbox.crm.activities).toHaveLength(1);
  });

  it('truncated ends before the announced length', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'truncated' });
    await expect(report(sandbox)).rejects.toThrow('terminated');
    expect(sandbox.crm.activities).toHaveLength(1);
  });
});

describe('faults', () => {
  it('strike as often as times says and are then gone', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on, kind: 'status', status: 503, times: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await report(sandbox)).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect(sandbox.faults.list()).toEqual([]);
  });

  it('strike in the order of the list, one after the other', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.set([
      { on, kind: 'status', status: 503, times: 1 },
      { on: '*', kind: 'status', status: 500, times: 1 },
    ]);
    expect((await report(sandbox)).status).toBe(503);
    expect(sandbox.faults.list()).toHaveLength(1);
    expect((await report(sandbox)).status).toBe(500);
    expect((await report(sandbox)).status).toBe(200);
  });

  it('strike by chance with the same dice for the same seed', async () => {
    const strikes = async (seed: number) => {
      const { faults } = await openSandbox({ seed });
      faults.add({ on: '*', kind: 'hang', probability: 0.3 });
      return Array.from({ length: 200 }, () => (faults.strike('GET', '/v1/x') ? 1 : 0));
    };
    const first = await strikes(1);
    const count = first.filter((struck) => struck === 1).length;
    expect(count).toBeGreaterThan(40);
    expect(count).toBeLessThan(80);
    expect(await strikes(1)).toEqual(first);
    expect(await strikes(2)).not.toEqual(first);
  });

  it('never strike with probability 0, and do not use up times by missing', async () => {
    const { faults } = await openSandbox();
    faults.add({ on: '*', kind: 'hang', probability: 0, times: 1 });
    expect(faults.strike('GET', '/v1/contacts')).toBeUndefined();
    expect(faults.list()).toHaveLength(1);
  });

  it('are gone after clear, and leave control addresses alone', async () => {
    const sandbox = await openSandbox();
    sandbox.faults.add({ on: '*', kind: 'hang' });
    expect((await sandbox.raw('/sandbox/calls')).status).toBe(200);
    sandbox.faults.clear();
    expect((await report(sandbox)).status).toBe(200);
  });

  it('end their timers with the connection', async () => {
    const slow: FaultEffect[] = [
      { kind: 'slow', ms: 600_000 },
      { kind: 'slow-body', ms: 600_000 },
    ];
    const sandbox = await openSandbox();
    for (const effect of slow) {
      sandbox.faults.set([{ on, ...effect }]);
      const answer = failure(report(sandbox));
      await vi.waitFor(() => expect(sandbox.crm.receivedCalls.length).toBeGreaterThan(0));
      sandbox.crm.receivedCalls.length = 0;
      void answer;
    }
    await sandbox.stop();
  });
});
