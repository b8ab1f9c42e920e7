import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpGet } from '../../src/simulator/http-get.ts';

let stop: () => void = () => {};
afterEach(() => stop());

/** A server that answers every request with these bytes and tells what it was sent. */
async function answerWith(response: string) {
  const received: Buffer[] = [];
  const server = createServer((socket) => {
    socket.once('data', (bytes) => {
      received.push(bytes);
      socket.end(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => server.close();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, received };
}

describe('httpGet', () => {
  it('sends the address byte for byte', async () => {
    const { url, received } = await answerWith('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    await httpGet(`${url}/e?remote=+49@x&name="<M>"#fragment`);
    expect(received[0]?.toString().split('\r\n')[0]).toBe(
      'GET /e?remote=+49@x&name="<M>" HTTP/1.1',
    );
  });

  it('sends raw blanks and raw bytes over a bare socket', async () => {
    const { url, received } = await answerWith('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK');
    const answer = await httpGet(`${url}/e?name=Jörg Müller`, { userAgent: 'snom' });
    expect(received[0]?.toString('latin1')).toBe(
      `GET /e?name=J\xc3\xb6rg M\xc3\xbcller HTTP/1.1\r\nHost: ${url.slice(7)}\r\n` +
        'User-Agent: snom\r\nAccept: text/xml, application/xml, text/html, text/plain\r\n' +
        'Connection: close\r\n\r\n',
    );
    expect(answer).toMatchObject({ status: 200, body: 'OK' });
    expect(answer.error).toBeUndefined();
  });

  it('reads a chunked answer from a bare socket', async () => {
    const { url } = await answerWith(
      'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n' +
        '4\r\n<exi\r\n3\r\nt/>\r\n0\r\n\r\n',
    );
    expect(await httpGet(`${url}/a b`)).toMatchObject({
      status: 200,
      contentType: 'text/xml',
      body: '<exit/>',
    });
  });

  it.each([
    ['a cut body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort'],
    ['a cut chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<exi\r\n'],
    ['an answer that is no HTTP', 'hello'],
    ['an empty answer', ''],
  ])('reports %s on a bare socket', async (_what, response) => {
    const { url } = await answerWith(response);
    const answer = await httpGet(`${url}/a b`);
    expect(answer.status).toBe(0);
    expect(answer.error).toMatch(/cut off|not HTTP/);
  });

  it('reports a connection that is refused', async () => {
    const { url } = await answerWith('');
    stop();
    for (const path of ['/e', '/a b']) {
      const answer = await httpGet(url + path);
      expect(answer).toMatchObject({ status: 0, body: '' });
      expect(answer.error).toContain('ECONNREFUSED');
    }
  });

  it('reports an answer that breaks off', async () => {
    const { url } = await answerWith('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort');
    expect(await httpGet(`${url}/e`)).toMatchObject({ status: 0, body: '', error: 'aborted' });
  });

  it('connects elsewhere when told to, under the name in the address', async () => {
    const { port, received } = await answerWith('HTTP/1.1 204 No Content\r\n\r\n');
    const connectTo = { host: '127.0.0.1', port };
    const answer = await httpGet('http://crm.example:8080/e', { connectTo });
    expect(answer.status).toBe(204);
    expect(received[0]?.toString()).toContain('\r\nHost: crm.example:8080\r\n');
  });

  it('sends the password in an address as a header', async () => {
    const { url, received } = await answerWith('HTTP/1.1 204 No Content\r\n\r\n');
    await httpGet(`${url.replace('//', '//snom:geheim@')}/e`);
    expect(received[0]?.toString()).toContain('\r\nAuthorization: Basic c25vbTpnZWhlaW0=\r\n');
  });

  it('refuses an address that is not on HTTP', async () => {
    expect(await httpGet('snom://mb_exit')).toMatchObject({
      status: 0,
      error: 'not an http address: snom://mb_exit',
    });
  });
});
