import type { IncomingMessage } from 'node:http';
import { Refusal } from './reply.ts';

/** The largest body that is read. */
export const MAX_BODY_BYTES = 1_048_576;
/** What is still taken in, so that a sender gets to see the refusal; then the line is cut. */
const MAX_DRAINED_BYTES = 16 * MAX_BODY_BYTES;

/** The whole body as text; refuses one that is too large with 413. Rejects when the line breaks. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
    if (size > MAX_DRAINED_BYTES) request.destroy();
  }
  if (size > MAX_BODY_BYTES) throw new Refusal(413, ['Der Inhalt ist größer als 1 MB.']);
  return Buffer.concat(chunks).toString('utf8');
}
