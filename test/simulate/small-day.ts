import type { Account, ShownCall } from '../../src/simulate/account.ts';
import type { Caller } from '../../src/simulate/callers.ts';
import type { Booking } from '../../src/simulate/crm.ts';
import { macOf } from '../../src/simulate/play-day.ts';
import { extensionOf } from '../../src/simulate/script.ts';
import type { Conversation, Played, Report, Step } from '../../src/simulate/truth.ts';

/** When the day of the tests begins, epoch milliseconds. */
export const START = Date.parse('2026-01-12T09:00:00Z');

export const KNOWN: Caller = {
  number: '+4930231251',
  contact: { id: 7, spelling: '030 / 231251', field: 'phone' },
};
export const STRANGER: Caller = { number: '+4930231252' };

/** The conversation as it took place, every event answered within 10 ms, save the one given. */
export function play(
  conversation: Conversation,
  options: { readonly startMs?: number; readonly lost?: Step } = {},
): Played {
  const reports = new Map<Step, Report>();
  for (const step of conversation.steps) {
    const sentAt = START + (options.startMs ?? 0) + step.atMs;
    const status = step === options.lost ? 0 : 200;
    reports.set(step, { status, sentAt, answeredAt: sentAt + 10 });
  }
  return { conversation, reports };
}

/** An account without anything wrong of an answered call of 4 s from somebody known at phone 0. */
export function shown(changes: Partial<ShownCall> = {}): ShownCall {
  return {
    id: 'call',
    direction: 'in',
    internal: false,
    remote: KNOWN.number,
    remoteRaw: KNOWN.number,
    local: extensionOf(0),
    phones: [macOf(0)],
    startedAt: new Date(START).toISOString(),
    durationSeconds: 4,
    outcome: 'answered',
    transferredFrom: null,
    journal: { state: 'delivered' },
    ...changes,
  };
}

/** What the CRM was told of that call. */
export function booking(changes: Partial<Booking> = {}): Booking {
  return {
    direction: 'in',
    from: '030 / 231251',
    to: extensionOf(0),
    duration: '00:00:04',
    answered: true,
    contact_id: 7,
    activity_id: 70,
    ...changes,
  };
}

/** Everything that product and CRM say; the contact's history has entry 70. */
export function account(changes: Partial<Account> = {}): Account {
  return {
    calls: [shown()],
    bookings: [booking()],
    activities: [{ id: 70, client_ids: [7] }],
    unclear: new Set(),
    ...changes,
  };
}
