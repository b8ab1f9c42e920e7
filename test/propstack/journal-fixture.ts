import type { JournalMessage } from '../../src/domain/journal.ts';
import type { CallJournal } from '../../src/domain/ports.ts';
import { type CallJournalSettings, createCallJournal } from '../../src/propstack/journal.ts';
import {
  type HttpServer,
  openClient,
  openHttpServer,
  type Received,
  type Reply,
} from './servers.ts';

/** 12 January 2026, 18:00:30 in Berlin. */
export const STARTED_AT = Date.UTC(2026, 0, 12, 17, 0, 30);
export const NOW = STARTED_AT + 60_000;

export const SETTINGS: CallJournalSettings = {
  via: '3cx',
  phoneEvent: 'HungUp',
  phoneTypeMissed: 'missed',
  missedAsTodo: false,
  language: 'de',
  timeZone: 'Europe/Berlin',
  now: () => NOW,
};

export const ANSWERED: JournalMessage = {
  direction: 'in',
  number: '030 / 123 456',
  agent: '21',
  startedAt: STARTED_AT,
  durationSeconds: 125,
  isAnswered: true,
  contactId: 7,
};
export const MISSED: JournalMessage = { ...ANSWERED, durationSeconds: 0, isAnswered: false };
export const OUT: JournalMessage = { ...ANSWERED, direction: 'out' };
export const OUT_UNANSWERED: JournalMessage = { ...MISSED, direction: 'out' };

/** A journal in front of a CRM that gives this answer. */
export async function openJournal(
  reply: Reply | ((request: Received) => Reply),
  settings: Partial<CallJournalSettings> = {},
): Promise<HttpServer & { readonly journal: CallJournal }> {
  const crm = await openHttpServer((request) =>
    typeof reply === 'function' ? reply(request) : reply,
  );
  return { ...crm, journal: toJournal(crm.url, settings) };
}

/** A journal in front of this address. */
export function toJournal(
  url: string,
  settings: Partial<CallJournalSettings> = {},
  timeoutMs = 5_000,
): CallJournal {
  return createCallJournal(openClient(url, { timeoutMs }), { ...SETTINGS, ...settings });
}

/** Answers that look like success to a hasty reader. */
export const HTML = { headers: { 'content-type': 'text/html' }, body: '<html>Anmelden</html>' };
export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
