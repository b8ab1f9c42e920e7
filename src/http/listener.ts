import type { Server } from 'node:http';

const CLOSE_IDLE_EVERY_MS = 50;

/** Starts listening; the port that was taken. Without a host: all addresses, IPv4 and IPv6. */
export function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Takes no new requests; resolves when the running ones are answered. */
export function close(server: Server): Promise<void> {
  // A connection in use would go on bringing requests for as long as its phone likes.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  return new Promise((resolve) => {
    const closing = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    server.close(() => {
      clearInterval(closing);
      resolve();
    });
    server.closeIdleConnections();
  });
}
