import dns from 'node:dns';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CrmAnswerInfo } from '../../src/propstack/client.ts';
import { findFreePort, openClient, openHttpServer, openRawServer } from './servers.ts';

const POST = { method: 'POST', path: '/calls/3cx', json: { duration: '00:00:00' } } as const;
const GET = { method: 'GET', path: '/contacts' } as const;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('createClient', () => {
  it('sends the key as a header only, and a plus as %2B', async () => {
    const crm = await openHttpServer(() => ({ body: [] }));
    await openClient(crm.url).request({ ...GET, query: { phone_number: '+49 30' } });
    expect(crm.requests).toMatchObject([
      {
        path: '/v1/contacts',
        rawQuery: '?phone_number=%2B49+30',
        query: { phone_number: '+49 30' },
        headers: { 'x-api-key': 'secret-key' },
      },
    ]);
    expect(crm.requests[0]?.rawQuery).not.toContain('secret');
  });

  it('puts the path behind a base address with and without a final slash', async () => {
    const crm = await openHttpServer(() => ({}));
    await openClient(`${crm.url}/`).request(GET);
    await openClient(new URL(crm.url).origin).request(GET);
    expect(crm.requests.map(({ path }) => path)).toEqual(['/v1/contacts', '/contacts']);
  });

  it('sends JSON with its type and length', async () => {
    const crm = await openHttpServer(() => ({}));
    await openClient(crm.url).request({ method: 'POST', path: '/tasks', json: { task: 'ü' } });
    expect(crm.requests[0]).toMatchObject({
      method: 'POST',
      body: '{"task":"ü"}',
      headers: { 'content-type': 'application/json', 'content-length': '13' },
    });
  });

  it('gives status, headers, text and the time of the CRM', async () => {
    const crm = await openHttpServer(() => ({
      status: 429,
      headers: { 'Retry-After': '7', Date: 'Mon, 12 Jan 2026 17:00:30 GMT' },
      body: 'Müller',
    }));
    expect(await openClient(crm.url).request(GET)).toMatchObject({
      kind: 'answer',
      status: 429,
      headers: { 'retry-after': '7' },
      body: 'Müller',
      crmTime: Date.UTC(2026, 0, 12, 17, 0, 30),
    });
  });

  it('leaves the time out when the CRM sends none', async () => {
    const crm = await openHttpServer(() => ({ headers: { Date: 'soon' } }));
    expect(await openClient(crm.url).request(GET)).not.toHaveProperty('crmTime');
  });

  it('never follows a redirect', async () => {
    const crm = await openHttpServer(() => ({ status: 302, headers: { Location: '/app' } }));
    expect(await openClient(crm.url).request(GET)).toMatchObject({ kind: 'answer', status: 302 });
    expect(crm.requests).toHaveLength(1);
  });

  it('goes past interim answers to the final one', async () => {
    const crm = await openRawServer((socket) => {
      socket.on('data', () => {
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n');
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    expect(await openClient(crm.url).request(GET)).toMatchObject({ status: 200, body: 'ok' });
  });

  it('lets a request through while another one gets no answer', async () => {
    const crm = await openHttpServer(({ path }) =>
      path.endsWith('/slow') ? new Promise<never>(() => {}) : { body: 'ok' },
    );
    const client = openClient(crm.url, { timeoutMs: 100 });
    const slow = client.request({ ...GET, path: '/slow' });
    expect(await client.request(GET)).toMatchObject({ body: 'ok' });
    expect(await slow).toMatchObject({ kind: 'lost' });
  });

  it('reports every answer with neither query nor ids', async () => {
    const crm = await openHttpServer(() => ({ status: 404 }));
    const infos: CrmAnswerInfo[] = [];
    const onAnswer = (info: CrmAnswerInfo) => infos.push(info);
    await openClient(crm.url, { onAnswer }).request({
      ...GET,
      path: '/contacts/4711',
      query: { q: 'Müller' },
    });
    await openClient(`http://127.0.0.1:${await findFreePort()}`, { onAnswer }).request(GET);
    expect(infos).toEqual([
      { method: 'GET', endpoint: '/contacts/:id', status: 404, ms: expect.any(Number) },
      { method: 'GET', endpoint: '/contacts', status: 'error', ms: expect.any(Number) },
    ]);
  });

  it('takes the key out of a refusal that quotes it', async () => {
    const crm = await openHttpServer(() => ({ status: 401, body: { errors: ['No: secret-key'] } }));
    const outcome = await openClient(crm.url).request(GET);
    expect(JSON.stringify(outcome)).not.toContain('secret-key');
  });

  it('lets running requests end when it is closed, and takes no new ones', async () => {
    let answer = (_reply: object) => {};
    const crm = await openHttpServer(() => new Promise((resolve) => (answer = resolve)));
    const client = openClient(crm.url);
    const running = client.request(GET);
    await vi.waitFor(() => expect(crm.requests).toHaveLength(1));
    const closing = client.close();
    expect(await client.request(GET)).toEqual({
      kind: 'not-connected',
      message: 'client closed',
    });
    answer({ body: 'late' });
    expect(await running).toMatchObject({ kind: 'answer', body: 'late' });
    await closing;
  });
});

describe('a request that was not sent', () => {
  it('is not connected when nobody listens', async () => {
    const client = openClient(`http://127.0.0.1:${await findFreePort()}/v1`);
    expect(await client.request(POST)).toEqual({
      kind: 'not-connected',
      message: 'connection refused',
    });
  });

  it('is not connected when the name is unknown', async () => {
    vi.spyOn(dns, 'lookup').mockImplementation(((...call: unknown[]) => {
      const done = call.at(-1) as (error: Error) => void;
      done(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    }) as never);
    expect(await openClient('http://crm.test').request(POST)).toEqual({
      kind: 'not-connected',
      message: 'address not found',
    });
  });

  it('is not connected when TLS fails', async () => {
    const crm = await openRawServer((socket) => socket.end('no TLS here'));
    const outcome = await openClient(`https://127.0.0.1:${crm.port}`).request(POST);
    expect(outcome).toMatchObject({ kind: 'not-connected' });
  });

  it('is not connected when the deadline passes during the TLS handshake', async () => {
    const crm = await openRawServer(() => {});
    const client = openClient(`https://127.0.0.1:${crm.port}`, { timeoutMs: 100 });
    expect(await client.request(POST)).toEqual({
      kind: 'not-connected',
      message: 'no connection within 100 ms',
    });
  });

  it('is not connected when the key can not be a header, and does not tell the key', async () => {
    const crm = await openHttpServer(() => ({}));
    const outcome = await openClient(crm.url, { apiKey: 'line\nbreak' }).request(POST);
    expect(outcome).toEqual({
      kind: 'not-connected',
      message: 'key or address can not be sent',
    });
    expect(crm.requests).toEqual([]);
  });
});

describe('a request that was sent', () => {
  it('is lost when no answer comes in time', async () => {
    const crm = await openRawServer(() => {});
    expect(await openClient(crm.url, { timeoutMs: 100 }).request(POST)).toEqual({
      kind: 'lost',
      message: 'no answer within 100 ms',
    });
  });

  it.each([
    ['resets', 'resetAndDestroy' as const],
    ['closes', 'destroy' as const],
  ])('is lost when the server %s the connection after reading', async (_what, end) => {
    const crm = await openRawServer((socket) => socket.on('data', () => socket[end]()));
    expect(await openClient(crm.url).request(POST)).toEqual({
      kind: 'lost',
      message: 'connection closed by the other side',
    });
  });

  it('is lost when the connection is reset while it is being written', async () => {
    const crm = await openRawServer((socket) =>
      socket.once('data', () => socket.resetAndDestroy()),
    );
    const json = 'x'.repeat(5_000_000);
    expect(await openClient(crm.url).request({ ...POST, json })).toMatchObject({ kind: 'lost' });
  });

  it('is no answer when the server resets the connection without reading', async () => {
    const crm = await openRawServer((socket) => socket.resetAndDestroy());
    const { kind } = await openClient(crm.url).request(POST);
    expect(['lost', 'not-connected']).toContain(kind);
  });

  it.each([
    ['something that is not HTTP', 'banana\r\n\r\n'],
    ['half a status line', 'HTTP/1.1 20'],
    ['an interim one alone', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
    ['half the headers', 'HTTP/1.1 201 Created\r\nContent-Type: appl'],
  ])('is lost when the answer is %s', async (_what, answer) => {
    const crm = await openRawServer((socket) => socket.on('data', () => socket.end(answer)));
    const outcome = await openClient(crm.url).request(POST);
    expect(outcome).toMatchObject({ kind: 'lost' });
    expect(outcome).not.toHaveProperty('head');
  });

  it.each([
    ['a body shorter than announced', 'Content-Length: 50\r\n\r\n{"ok":'],
    ['an unfinished chunk', 'Transfer-Encoding: chunked\r\n\r\n20\r\n{"ok":'],
    ['no last chunk', 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'],
  ])('is lost, with its status, when the answer has %s', async (_what, rest) => {
    const crm = await openRawServer((socket) =>
      socket.on('data', () => socket.end(`HTTP/1.1 401 No\r\n${rest}`)),
    );
    const outcome = await openClient(crm.url).request(POST);
    expect(outcome).toMatchObject({ kind: 'lost', head: { status: 401 } });
  });

  it('is lost, with its status, when the deadline passes during the body', async () => {
    const crm = await openRawServer((socket) =>
      socket.on('data', () => socket.write('HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{')),
    );
    expect(await openClient(crm.url, { timeoutMs: 100 }).request(POST)).toMatchObject({
      kind: 'lost',
      message: 'no answer within 100 ms',
      head: { status: 201 },
    });
  });

  it('is lost when the answer is larger than anybody could want', async () => {
    const crm = await openHttpServer(() => ({ body: 'x'.repeat(20 * 1024 * 1024 + 1) }));
    expect(await openClient(crm.url).request(GET)).toMatchObject({
      kind: 'lost',
      message: 'answer too large',
    });
  });

  it.each([
    ['GET', GET],
    ['POST', POST],
  ])('is lost, not sent twice, when a kept connection proves dead (%s)', async (_what, request) => {
    const received: string[] = [];
    const crm = await openRawServer((socket) => {
      socket.on('data', (chunk) => {
        received.push(String(chunk).split(' ')[0] ?? '');
        if (received.length > 1) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const client = openClient(crm.url);
    expect(await client.request(GET)).toMatchObject({ kind: 'answer' });
    // undici keeps a connection only after a turn of the event loop.
    await setImmediate();
    expect(await client.request(request)).toMatchObject({ kind: 'lost' });
    expect(received).toEqual(['GET', request.method]);
    expect(crm.sockets).toHaveLength(1);
  });

  it('takes a new connection when the kept one was closed in time', async () => {
    const crm = await openRawServer((socket) => {
      socket.once('data', () => {
        socket.end('HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok');
      });
    });
    const client = openClient(crm.url);
    expect(await client.request(POST)).toMatchObject({ kind: 'answer' });
    await once(crm.sockets[0]!, 'close');
    expect(await client.request(POST)).toMatchObject({ kind: 'answer' });
    expect(crm.sockets).toHaveLength(2);
  });
});
