import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '../domain/ports.ts';
import { type Door, plainAddress } from './door.ts';
import type { EventEndpoint } from './event-endpoint.ts';
import { type PhoneReply, toHttpAnswer } from './reply.ts';

const MAX_REQUEST_BYTES = 64 * 1024;
const COMPLETE_WITHIN_MS = 2000;
/** `GET /snom/{token}/call/{event}?… HTTP/1.1`, whatever bytes the query holds. */
const EVENT_LINE =
  /^(?:GET|POST) (\/snom\/([A-Za-z0-9_-]{16,64})\/call\/([a-z-]+)(?:\?.*)?) HTTP\/1\.[01]$/;

/**
 * Remembers what a connection has sent of a request whose headers are not complete yet. Node hands
 * out only the packet with the byte it refuses, and a long request line fills more than one.
 */
export function createHeadMemory() {
  const heads = new WeakMap<Duplex, Buffer>();
  return {
    watch(socket: Socket): void {
      socket.on('data', (chunk: Buffer) => {
        const head = heads.get(socket);
        const whole = head ? Buffer.concat([head, chunk]) : chunk;
        const isOpen = isPhoneRequest(whole) && !whole.includes('\r\n\r\n');
        if (isOpen && whole.length <= MAX_REQUEST_BYTES) heads.set(socket, whole);
        else heads.delete(socket);
      });
    },
    /** What came before the packet, and the packet. */
    complete(socket: Duplex, packet: Buffer): Buffer {
      const head = heads.get(socket);
      return head ? Buffer.concat([head, packet]) : packet;
    },
  };
}

function isPhoneRequest(bytes: Buffer): boolean {
  return /^(GET|POST) \/snom\//.test(bytes.toString('latin1', 0, 11));
}

/**
 * Creates the handler of requests that Node's parser refuses.
 *
 * Phones put a display name into the address as it is, and Node refuses a request target with
 * blanks or bytes above 0x7F. Such an event is read here, passes the same checks and gets the same
 * answer; everything else is closed with 400, as Node does by itself.
 */
export function createRawRequestHandler(ports: {
  readonly door: Door;
  /** True for a reverse proxy, whose word for the sender's address counts. */
  readonly isProxy: (address: string) => boolean;
  readonly endpoint: EventEndpoint;
  readonly heads: ReturnType<typeof createHeadMemory>;
  readonly log: Log;
}): (error: Error, socket: Duplex) => void {
  async function answer(socket: Socket, packet: Buffer): Promise<void> {
    const head = await readHead(socket, packet);
    const lines = head.toString('latin1').split('\r\n');
    const [, target, token, type] = EVENT_LINE.exec(lines[0] ?? '') ?? [];
    const address = findSender(plainAddress(socket.remoteAddress ?? ''), lines, ports.isProxy);
    if (!isPhoneRequest(head)) return close(socket, { status: 400 });
    if (target === undefined || type === undefined) return close(socket, { status: 404 });
    const isWelcome = ports.door.isNear(address) && ports.door.hasToken(token);
    const userAgent = lines
      .find((line) => /^user-agent:/i.test(line))
      ?.slice(11)
      .trim();
    const reply = isWelcome
      ? await ports.endpoint({ type, target, address, userAgent })
      : undefined;
    close(socket, reply ?? { status: 404 });
  }

  return (error, socket) => {
    const packet = 'rawPacket' in error && Buffer.isBuffer(error.rawPacket) && error.rawPacket;
    const isReset = 'code' in error && error.code === 'ECONNRESET';
    if (isReset || !socket.writable || !isSocket(socket)) {
      socket.destroy();
      return;
    }
    const bytes = ports.heads.complete(socket, packet || Buffer.alloc(0));
    answer(socket, bytes).catch((failure: unknown) => {
      ports.log.error({ error: String(failure) }, 'unreadable request not answered');
      close(socket, { status: 503 });
    });
  };
}

/** The nearest address on the way that is no trusted proxy. */
function findSender(
  peer: string,
  lines: readonly string[],
  isProxy: (address: string) => boolean,
): string {
  const stated = lines
    .filter((line) => /^x-forwarded-for:/i.test(line))
    .flatMap((line) => line.slice('x-forwarded-for:'.length).split(','));
  const way = [...stated.map((address) => plainAddress(address.trim())), peer].reverse();
  return way.find((address) => !isProxy(address)) ?? way.at(-1) ?? peer;
}

/** The bytes up to the end of the headers, which may come in more than one packet. */
async function readHead(socket: Socket, packet: Buffer): Promise<Buffer> {
  let head = packet;
  const deadline = AbortSignal.timeout(COMPLETE_WITHIN_MS);
  if (!isPhoneRequest(head)) return head;
  while (!head.includes('\r\n\r\n') && head.length < MAX_REQUEST_BYTES && !deadline.aborted) {
    const more = await nextChunk(socket, deadline);
    if (more === undefined) break;
    head = Buffer.concat([head, more]);
  }
  return head.subarray(0, MAX_REQUEST_BYTES);
}

function nextChunk(socket: Socket, deadline: AbortSignal): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const finish = (chunk?: Buffer) => {
      socket.off('data', finish).off('close', onEnd).off('end', onEnd);
      deadline.removeEventListener('abort', onEnd);
      resolve(chunk);
    };
    const onEnd = () => finish();
    socket.on('data', finish).on('close', onEnd).on('end', onEnd);
    deadline.addEventListener('abort', onEnd);
  });
}

function close(socket: Socket, reply: PhoneReply): void {
  if (!socket.writable) return;
  const { status, headers, body } = toHttpAnswer(reply);
  const lines = Object.entries({
    ...(status === 404 || status === 400 ? { 'Content-Length': 0 } : headers),
    Date: new Date().toUTCString(),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

function isSocket(stream: Duplex): stream is Socket {
  return 'remoteAddress' in stream;
}
