import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import { createHtml, createJson, createLoginRedirect, type Reply } from './reply.ts';
import { sendReply } from './send-reply.ts';

/** What became of a request: the status that was sent, or how the connection was treated. */
export type Outcome = number | 'reset' | 'hang' | 'close';

const DRIBBLE_PIECES = 10;

/** Lets a fault strike; `carryOut` does what was asked and returns the answer that was due. */
export function answerWithFault(
  response: ServerResponse,
  fault: Fault,
  carryOut: () => Reply,
): Outcome {
  switch (fault.kind) {
    case 'slow':
      return answerLater(response, carryOut(), fault.ms);
    case 'slow-body':
      return dribble(response, carryOut(), fault.ms);
    case 'broken-json': {
      const reply = carryOut();
      const text = reply.text.slice(0, Math.ceil(reply.text.length / 2) - 1) || '{';
      return sendReply(response, { ...reply, text });
    }
    case 'truncated':
      return truncate(response, carryOut());
  }
  if (fault.applied) carryOut();
  switch (fault.kind) {
    case 'status':
      return sendReply(response, toReply(fault));
    case 'html':
      return sendReply(response, createHtml(200, 'Wartungsarbeiten'));
    case 'redirect':
      return sendReply(response, createLoginRedirect());
    case 'hang':
      return 'hang';
    case 'reset':
      response.socket?.resetAndDestroy();
      return 'reset';
    case 'close':
      response.socket?.destroy();
      return 'close';
  }
}

function toReply(fault: Extract<Fault, { kind: 'status' }>): Reply {
  const { status, contentType = 'text/plain; charset=utf-8', retryAfter } = fault;
  const body = fault.body ?? (status < 400 ? '' : { errors: [`Störung: ${status}`] });
  const reply =
    typeof body === 'string' ? { status, contentType, text: body } : createJson(status, body);
  return retryAfter === undefined
    ? reply
    : { ...reply, headers: { 'Retry-After': String(retryAfter) } };
}

function answerLater(response: ServerResponse, reply: Reply, ms: number): Outcome {
  const timer = setTimeout(() => sendReply(response, reply), ms);
  response.once('close', () => clearTimeout(timer));
  return reply.status;
}

function dribble(response: ServerResponse, reply: Reply, ms: number): Outcome {
  const body = Buffer.from(reply.text);
  const size = Math.max(1, Math.ceil(body.length / DRIBBLE_PIECES));
  let sent = 0;
  startReply(response, reply, body.length);
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + size));
    sent += size;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, ms / DRIBBLE_PIECES);
  response.once('close', () => clearInterval(timer));
  return reply.status;
}

function truncate(response: ServerResponse, reply: Reply): Outcome {
  const body = Buffer.from(reply.text);
  startReply(response, reply, body.length);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
  return reply.status;
}

function startReply(response: ServerResponse, reply: Reply, length: number): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Type': reply.contentType,
    'Content-Length': length,
  });
  response.flushHeaders();
}
