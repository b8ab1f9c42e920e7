import { connect, isIP } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { Exchange, GetRequest } from './http-request.ts';
import { REQUEST_TIMEOUT_MS } from './http-request.ts';

/** Sends a GET over a bare socket, target unchanged in UTF-8 bytes, and reads the whole answer. */
export async function rawExchange(request: GetRequest): Promise<Exchange> {
  const { secure, endpoint, tls, target, headers } = request;
  const name = isIP(endpoint.host) ? {} : { servername: endpoint.host };
  const socket = secure ? connectSecure({ ...endpoint, ...tls, ...name }) : connect(endpoint);
  socket.setTimeout(REQUEST_TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const parts: Uint8Array[] = [];
  for await (const part of socket) parts.push(part);
  return readResponse(Buffer.concat(parts));
}

function readResponse(bytes: Buffer): Exchange {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes
    .subarray(0, Math.max(headEnd, 0))
    .toString('latin1')
    .split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  if (headEnd < 0 || Number.isNaN(status)) throw new Error('the answer is not HTTP');
  const header = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const rest = bytes.subarray(headEnd + 4);
  const contentType = header('content-type') ?? '';
  if (header('transfer-encoding')?.toLowerCase() === 'chunked') {
    return { status, contentType, body: joinChunks(rest) };
  }
  const length = Number(header('content-length') ?? rest.length);
  if (rest.length < length) throw new Error('the answer was cut off');
  return { status, contentType, body: rest.subarray(0, length) };
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (lineEnd < 0 || Number.isNaN(size)) throw new Error('the answer was cut off');
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
