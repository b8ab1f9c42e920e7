import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { PhoneEventType } from '../../src/domain/phone-event.ts';
import { TOKEN } from './server.ts';

/** One request of a phone and what became of it. Times are epoch milliseconds. */
export type Report = {
  readonly event: PhoneEventType;
  readonly callId: string;
  /** Missing: no answer. */
  readonly status?: number;
  readonly body: string;
  readonly sentAt: number;
  readonly answeredAt: number;
};

/** A call from this phone's point of view. */
export type PhoneCall = {
  readonly callId: string;
  /** Sends the event once, as phones do: what goes wrong stays wrong. */
  report(event: PhoneEventType): Promise<Report>;
};

/** A phone that reports calls; it keeps its connection. */
export type Phone = { readonly mac: string; call(number: string): PhoneCall };

const TIMEOUT_MS = 10_000;

/** Creates the phone of an extension that talks to the server on that port. */
export function createPhone(port: number, extension: number): Phone {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  onTestFinished(() => agent.destroy());
  const mac = `000413${extension.toString(16).toUpperCase().padStart(6, '0')}`;

  function send(event: PhoneEventType, callId: string, number: string): Promise<Report> {
    const query = new URLSearchParams({
      mac,
      call: `${callId}@pbx.example`,
      local: `${extension}@pbx.example`,
      remote: `${number}@pbx.example`,
    });
    const path = `/snom/${TOKEN}/call/${event}?${query}`;
    const sentAt = Date.now();
    return get(agent, { port, path }).then((answer) => ({
      event,
      callId,
      ...answer,
      sentAt,
      answeredAt: Date.now(),
    }));
  }

  return {
    mac,
    call(number) {
      const callId = randomUUID();
      return { callId, report: (event) => send(event, callId, number) };
    },
  };
}

function get(
  agent: Agent,
  { port, path }: { readonly port: number; readonly path: string },
): Promise<{ readonly status?: number; readonly body: string }> {
  return new Promise((resolve) => {
    const noAnswer = () => resolve({ body: '' });
    const sent = request({ agent, host: '127.0.0.1', port, path, timeout: TIMEOUT_MS });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', noAnswer);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', noAnswer);
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        resolve({ body, ...(response.complete && { status: response.statusCode ?? 0 }) });
      });
    });
    sent.end();
  });
}

/** True when the phone was told that the event is stored. */
export function isAcknowledged(report: Report): boolean {
  return report.status === 200;
}
