import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_WITHIN_MS = 20_000;
const POLL_MS = 2;

/** A port of this computer that is free at the moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('this computer has no free port');
  return address.port;
}

/** Resolves when the address answers with 200; rejects when that takes too long. */
export async function untilAnswering(url: string): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  while (performance.now() < deadline) {
    const status = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => undefined,
    );
    if (status === 200) return;
    await delay(POLL_MS);
  }
  throw new Error(`a server of the bench did not start within ${START_WITHIN_MS / 1000} s`);
}
