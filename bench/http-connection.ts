import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer; `ms` from sending the request to the last byte. */
export type Answer = { readonly status: number; readonly body: Buffer; readonly ms: number };

/** A keep-alive connection with one request at a time. */
export type Connection = {
  /** Rejects when the connection ends or says nothing for too long. */
  ask(path: string): Promise<Answer>;
  close(): void;
};

type Waiting = {
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
};

const SILENCE_MS = 15_000;
const HEADERS =
  'Host: 127.0.0.1\r\nUser-Agent: Mozilla/4.0 (compatible; snomD385-SIP 10.1.198.19)\r\nAccept: */*\r\n\r\n';
const NOTHING = Buffer.alloc(0);

/**
 * Connects to a server of this computer.
 *
 * A bare socket, since an HTTP client library costs more than the bare server it would measure,
 * and the load would be the limit.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let waiting: Waiting | undefined;
  let received = NOTHING;

  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('no answer')));
  socket.on('error', () => {});
  socket.on('close', () => waiting?.reject(new Error('connection lost')));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (!answer || !waiting) return;
    const { since, resolve } = waiting;
    waiting = undefined;
    received = NOTHING;
    resolve({ ...answer, ms: performance.now() - since });
  });
  return {
    ask: (path) =>
      new Promise((resolve, reject) => {
        waiting = { since: performance.now(), resolve, reject };
        socket.write(`GET ${path} HTTP/1.1\r\n${HEADERS}`, 'latin1');
      }),
    close: () => socket.destroy(),
  };
}

/** Status and body once all of it is here. */
function readAnswer(bytes: Buffer): Omit<Answer, 'ms'> | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const [, length = 'none'] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  const body = bytes.subarray(end + 4);
  if (length !== 'none' && body.length < Number(length)) return undefined;
  return { status: Number(head.slice(9, 12)), body };
}
