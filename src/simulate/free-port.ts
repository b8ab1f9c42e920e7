import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const TRIES = 50;

/**
 * A port nobody listens at, below those that the system gives to outgoing connections: a phone
 * that calls a server that is down must not take the server's port.
 */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port between 20000 and 32000');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
