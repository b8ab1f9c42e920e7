import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { appendBounded } from '../../src/sandbox/bounded-list.ts';
import { createRequestLog } from '../../src/sandbox/request-log.ts';
import { openSandbox } from './client.ts';

/** Sends raw bytes and returns all that comes back until the connection ends. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

const jsonPost = (body: string) => ({
  method: 'POST',
  headers: { 'X-API-KEY': 'demo', 'Content-Type': 'application/json' },
  body,
});

describe('hostile input', () => {
  it('beyond 1 MB is refused with 413, and the sandbox goes on', async () => {
    const { raw, get } = await openSandbox();
    const answer = await raw('/v1/tasks', jsonPost(' '.repeat(1_048_577)));
    expect(answer.status).toBe(413);
    expect(answer.body['errors']).toHaveLength(1);
    expect((await raw('/v1/tasks', jsonPost(' '.repeat(1_048_576)))).status).toBe(400);
    expect((await get('/contacts')).status).toBe(200);
  });

  it('far beyond 1 MB ends the connection', async () => {
    const { raw, get } = await openSandbox();
    await expect(raw('/v1/tasks', jsonPost(' '.repeat(40_000_000)))).rejects.toThrow(
      'fetch failed',
    );
    expect((await get('/contacts')).status).toBe(200);
  });

  it.each([
    ['broken JSON', '{"task":'],
    ['nothing', ''],
    ['deep nesting', '['.repeat(200_000)],
    ['deep nesting inside a task', `{"task":{"title":${'['.repeat(9000)}${']'.repeat(9000)}}}`],
    ['bytes that are no UTF-8', '{"task":"\udc00"}'],
    ['a poisoned prototype', '{"task":{"__proto__":{"title":"x"}}}'],
  ])('such as %s is refused with 400 in JSON', async (_what, body) => {
    const { raw, crm } = await openSandbox();
    const answer = await raw('/v1/tasks', jsonPost(body));
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toHaveLength(1);
    expect(crm.tasks).toEqual([]);
  });

  it('that is no HTTP is answered with 400 in JSON and a date', async () => {
    const { port, get } = await openSandbox();
    const answer = await exchange(port, 'HELLO THERE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('Date: Mon, 12 Jan 2026 17:00:30 GMT');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toHaveProperty('errors');
    expect((await get('/contacts')).status).toBe(200);
  });

  it.each([
    '/v1/contacts?phone_number=%ff%fe%&q=%',
    '/v1/contacts/%00',
    '/v1/contacts/%',
    '//v1/contacts',
    '*',
    'http://elsewhere/v1/contacts',
  ])('in the address %s is answered without a crash', async (address) => {
    const { port, get } = await openSandbox();
    const request = `GET ${address} HTTP/1.1\r\nHost: x\r\nX-API-KEY: demo\r\nConnection: close\r\n\r\n`;
    expect(await exchange(port, request)).toMatch(/^HTTP\/1\.1 (200|302|404) /);
    expect((await get('/contacts')).status).toBe(200);
  });

  it('that hangs up in the middle of a body does no harm', async () => {
    const { port, get } = await openSandbox();
    const head = 'POST /v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf';
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(head, () => socket.resetAndDestroy());
        socket.once('close', () => resolve());
      });
    });
    expect((await get('/contacts')).status).toBe(200);
  });
});

describe('memory', () => {
  it('is bounded for lists: at the limit the oldest tenth goes', () => {
    const list: number[] = [];
    for (let item = 1; item <= 21; item += 1) appendBounded(list, item, 20);
    expect(list).toEqual(Array.from({ length: 19 }, (_, index) => index + 3));
  });

  it('is bounded for requests, in number and in length', () => {
    const { records, begin } = createRequestLog();
    const record = { method: 'GET', path: '/', rawQuery: '', query: {}, headers: {}, at: 0 };
    for (let count = 0; count < 12_000; count += 1) begin({ ...record, body: 'x'.repeat(5000) });
    expect(records.length).toBeLessThanOrEqual(5000);
    expect(records[0]?.body).toHaveLength(4096);
  });
});
