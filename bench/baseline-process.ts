import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import { findFreePort, untilAnswering } from './ports.ts';
import type { ServerProcess } from './product-process.ts';

/** A page as a phone received it. */
export type Page = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

const PROGRAM = fileURLToPath(new URL('baseline-server.ts', import.meta.url));

/** Starts a server that does nothing but give this page at `/card`. */
export async function startBaseline(kind: 'http' | 'express', page: Page): Promise<ServerProcess> {
  const port = await findFreePort();
  const env = {
    KIND: kind,
    PORT: String(port),
    HEADERS: JSON.stringify(page.headers),
    BODY: page.body,
  };
  const startedAt = performance.now();
  const child = startChild({ side: 'server', args: [PROGRAM], env });
  await untilAnswering(`http://127.0.0.1:${port}/card`);
  return { child, port, startMs: performance.now() - startedAt };
}
