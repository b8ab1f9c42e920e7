import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { type CrmClient, createClient } from '../../src/propstack/client.ts';

/** A request as it reached the server. */
export type Received = {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** An answer; an object as body is sent as JSON. */
export type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type HttpServer = { readonly url: string; readonly requests: Received[] };

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(cleanUps.splice(0).map((cleanUp) => cleanUp()));
});

/** A client of the address that is closed after the test. */
export function openClient(
  baseUrl: string,
  options: Partial<Parameters<typeof createClient>[0]> = {},
): CrmClient {
  const client = createClient({ baseUrl, apiKey: 'secret-key', timeoutMs: 5_000, ...options });
  cleanUps.push(() => client.close());
  return client;
}

/** An HTTP server on loopback; its base address ends in `/v1`. */
export async function openHttpServer(
  answer: (request: Received) => Reply | Promise<Reply>,
): Promise<HttpServer> {
  const requests: Received[] = [];
  const server = createHttpServer(async (request, response) => {
    const received = await receive(request);
    requests.push(received);
    send(response, await answer(received));
  });
  const port = await listen(server);
  cleanUps.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}/v1`, requests };
}

/** A TCP server on loopback that does with a connection what it is told. */
export async function openRawServer(
  onSocket: (socket: Socket) => void,
): Promise<{ readonly url: string; readonly port: number; readonly sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  const port = await listen(server);
  cleanUps.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}/v1`, port, sockets };
}

/** A port on loopback that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks = await request.toArray();
  const url = new URL(request.url ?? '', 'http://crm');
  return {
    method: request.method ?? '',
    path: url.pathname,
    rawQuery: url.search,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function send(response: ServerResponse, { status = 200, headers, body = '' }: Reply): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    ...(!isText && { 'content-type': 'application/json' }),
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}
