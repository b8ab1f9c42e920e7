import type { Response } from 'express';
import type { Page } from '../snom/page.ts';
import { toXml } from '../snom/xml.ts';

/** An answer to a phone, before it is bytes: also given outside Express. */
export type PhoneReply = { readonly status: number; readonly page?: Page | undefined };

const XML_TYPE = 'text/xml; charset=utf-8';

/** Status, headers and body of a reply. */
export function toHttpAnswer(reply: PhoneReply): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
} {
  const body = reply.page ? toXml(reply.page) : '';
  return {
    status: reply.status,
    headers: {
      ...(reply.page && { 'Content-Type': XML_TYPE }),
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
    },
    body,
  };
}

/** Sends a reply to the phone. */
export function sendReply(response: Response, reply: PhoneReply): void {
  const { status, headers, body } = toHttpAnswer(reply);
  response.writeHead(status, headers).end(body);
}

/** The one answer to everything that is not there for the one who asks. */
export function sendNotFound(response: Response): void {
  response.writeHead(404, { 'Content-Length': 0 }).end();
}
