import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeyedRequest } from './api.ts';
import { answerControl, type Controlled, isControlPath } from './control.ts';
import { answerWithFault } from './fault-answer.ts';
import { createJson, Refusal, type Reply } from './reply.ts';
import { readBody } from './request-body.ts';
import { sendReply } from './send-reply.ts';

/** What a sandbox consists of, as far as requests see it. */
export type Parts = Controlled & {
  readonly api: (request: KeyedRequest) => Reply;
  readonly now: () => number;
};

/** Answers one request, whatever it is; resolves when the answer is on its way. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Promise<void> {
  // Whoever hung up meanwhile cannot be told anything any more.
  response.on('error', () => response.destroy());
  response.sendDate = false;
  response.setHeader('Date', new Date(parts.now()).toUTCString());
  try {
    const keyed = await readRequest(request);
    answer(keyed, response, parts);
  } catch (error) {
    if (response.socket?.writable !== true || response.headersSent) return;
    const internal = createJson(500, { errors: [`Interner Fehler: ${String(error)}`] });
    sendReply(response, error instanceof Refusal ? error.reply : internal);
  }
}

function answer(keyed: KeyedRequest & Arrival, response: ServerResponse, parts: Parts): void {
  const { method, path } = keyed;
  if (isControlPath(path)) {
    sendReply(response, answerControl(keyed, response.socket?.remoteAddress, parts));
    return;
  }
  const note = parts.log.begin({
    method,
    path,
    rawQuery: keyed.rawQuery,
    query: Object.fromEntries(keyed.query),
    headers: keyed.headers,
    body: keyed.body,
    at: parts.now(),
  });
  const fault = parts.faults.strike(method, path);
  note(
    fault
      ? answerWithFault(response, fault, () => parts.api(keyed))
      : sendReply(response, parts.api(keyed)),
  );
}

type Arrival = { readonly rawQuery: string; readonly headers: Record<string, string> };

async function readRequest(request: IncomingMessage): Promise<KeyedRequest & Arrival> {
  const [path = '', ...rest] = (request.url ?? '').split('?');
  const rawQuery = rest.join('?');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: request.method ?? '',
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    contentType: request.headers['content-type'] ?? '',
    body: await readBody(request),
    keyHeader: headers['x-api-key'],
    headers,
  };
}
