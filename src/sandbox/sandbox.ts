import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createApi } from './api.ts';
import { createSandboxData, type SandboxData } from './crm.ts';
import { createFaults, type Faults } from './faults.ts';
import { createJson } from './reply.ts';
import { createRequestLog, type RequestRecord } from './request-log.ts';
import { serveRequest } from './serve-request.ts';

/** How to start a sandbox; everything has a default. */
export type SandboxOptions = {
  /** Default: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Decides names, dates and dice; default 1. */
  readonly seed?: number;
  /** How many contacts are made up besides the hand-written ones; default 300. */
  readonly contacts?: number;
  /** Default `demo`. */
  readonly apiKey?: string;
  /** The clock, epoch ms; default the computer's. */
  readonly now?: () => number;
};

/** A running pretend CRM. */
export type Sandbox = {
  /** The base for a client, `/v1` included. */
  readonly url: string;
  readonly port: number;
  readonly apiKey: string;
  readonly crm: SandboxData;
  readonly faults: Faults;
  /** The last requests, oldest first; control requests are not among them. */
  readonly requests: readonly RequestRecord[];
  /** Ends every connection, hanging ones too, and closes the port. */
  stop(): Promise<void>;
};

/** Starts a CRM that answers like the real one; resolves when it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, contacts = 300, apiKey = 'demo', now = Date.now } = options;
  const host = options.host ?? '127.0.0.1';
  const crm = createSandboxData({ seed, contacts, apiKey, now });
  const faults = createFaults(seed);
  const log = createRequestLog();
  const parts = { crm, faults, log, api: createApi(crm, { seed, now }), apiKey, now };

  const server = createServer((request, response) => {
    void serveRequest(request, response, parts);
  });
  server.on('clientError', (_error, socket) => refuseUnreadable(socket, now()));
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `http://${formatHost(host)}:${port}/v1`,
    port,
    apiKey,
    crm,
    faults,
    requests: log.records,
    stop: () => stop(server),
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Answers what is not even HTTP. */
function refuseUnreadable(socket: Duplex, now: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { text, contentType } = createJson(400, {
    errors: ['Die Anfrage ist kein gültiges HTTP.'],
  });
  const lines = [
    'HTTP/1.1 400 Bad Request',
    'Connection: close',
    `Date: ${new Date(now).toUTCString()}`,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
}

/** The address a client on this computer uses to reach the host that is listened on. */
function formatHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
