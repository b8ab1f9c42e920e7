import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/** Statuses that HTTP allows no body for. */
const WITHOUT_BODY = [204, 304];

/** Sends an answer as a whole and returns its status; an answer without text has no type either. */
export function sendReply(response: ServerResponse, reply: Reply): number {
  if (WITHOUT_BODY.includes(reply.status)) {
    response.writeHead(reply.status, { ...reply.headers }).end();
    return reply.status;
  }
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.text ? { 'Content-Type': reply.contentType } : {}),
    'Content-Length': Buffer.byteLength(reply.text),
  });
  response.end(reply.text);
  return reply.status;
}
