import type { ReceivedCall } from './crm.ts';
import type { StoredEntry } from './database.ts';
import { isAcknowledged } from './phone.ts';
import type { ApiCall } from './server.ts';
import type { CallKind, PlacedCall } from './storm.ts';

/** What server and CRM say. */
export type Account = {
  readonly calls: readonly ApiCall[];
  readonly entries: readonly StoredEntry[];
  readonly received: readonly ReceivedCall[];
  readonly activities: readonly { readonly client_ids: readonly number[] }[];
  readonly events: readonly { readonly type: string; readonly sip_call_id: string }[];
};

/** The account held against what really happened; the lists should be empty. */
export type Verdict = {
  readonly calls: number;
  /** Calls of which the phone was not told that every event is stored. */
  readonly notTold: number;
  readonly acknowledged: number;
  readonly delivered: number;
  readonly lostEvents: readonly string[];
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  readonly doubled: readonly string[];
  /** Entries that may be doubled, and those that are. */
  readonly unclear: number;
  readonly unclearDoubled: number;
};

const EXPECTED: Readonly<
  Record<CallKind, { readonly outcome: string; readonly direction: string }>
> = {
  answered: { outcome: 'answered', direction: 'in' },
  missed: { outcome: 'missed', direction: 'in' },
  reached: { outcome: 'answered', direction: 'out' },
  unreached: { outcome: 'unanswered', direction: 'out' },
};
const TOLERANCE_MS = 1000;

/** Compares; every person has been called once, so that a number stands for a call. */
export function compareWithTruth(placed: readonly PlacedCall[], account: Account): Verdict {
  const told = placed.filter(({ reports }) => reports.every(isAcknowledged));
  const facts = new Map(placed.map((call) => [call, gather(call, account)]));
  const all = [...facts.values()];
  const list = (isSo: (fact: Fact) => boolean) => all.filter(isSo).map(show);
  const isTold = (fact: Fact) => told.includes(fact.placed);
  return {
    calls: placed.length,
    notTold: placed.length - told.length,
    acknowledged: placed.flatMap(({ reports }) => reports.filter(isAcknowledged)).length,
    delivered: account.entries.filter(({ state }) => state === 'delivered').length,
    lostEvents: findLostEvents(placed, account),
    lost: list((fact) => isTold(fact) && (fact.calls.length === 0 || fact.bookings === 0)),
    wrong: list((fact) => isTold(fact) && fact.calls.length === 1 && !isRight(fact)),
    doubled: list((fact) => fact.calls.length > 1 || (isDoubled(fact) && !fact.isUnclear)),
    unclear: account.entries.filter(({ is_unclear }) => is_unclear === 1).length,
    unclearDoubled: all.filter((fact) => isDoubled(fact) && fact.isUnclear).length,
  };
}

/** Everything there is about one call. */
type Fact = {
  readonly placed: PlacedCall;
  readonly calls: readonly ApiCall[];
  readonly isUnclear: boolean;
  readonly received: readonly ReceivedCall[];
  /** How often the CRM has it: at its contact, or, of a stranger, among the calls. */
  readonly bookings: number;
};

function gather(placed: PlacedCall, account: Account): Fact {
  const { number, contactId } = placed.person;
  const calls = account.calls.filter(({ remote }) => remote === number);
  const ids = calls.map(({ id }) => id);
  const received = account.received.filter((it) =>
    contactId === undefined
      ? (it.direction === 'in' ? it.from : it.to) === number
      : it.contact_id === contactId,
  );
  const bookings =
    contactId === undefined
      ? received
      : account.activities.filter(({ client_ids }) => client_ids.includes(contactId));
  return {
    placed,
    calls,
    isUnclear: account.entries.some(
      ({ call_id, is_unclear }) => is_unclear === 1 && ids.includes(call_id),
    ),
    received,
    bookings: bookings.length,
  };
}

function isDoubled({ bookings }: Fact): boolean {
  return bookings > 1;
}

function isRight({ placed, calls, received }: Fact): boolean {
  const { outcome, direction } = EXPECTED[placed.kind];
  const [call] = calls;
  if (!call || call.outcome !== outcome || call.direction !== direction) return false;
  const isBookedRight = received.every(
    (it) =>
      it.direction === direction &&
      it.answered === (outcome === 'answered') &&
      it.duration === new Date(call.durationSeconds * 1000).toISOString().slice(11, 19),
  );
  return isBookedRight && call.journal?.state === 'delivered' && isDurationRight(placed, call);
}

/** The talk began and ended somewhere between the phone's requests and their answers. */
function isDurationRight({ reports }: PlacedCall, { durationSeconds }: ApiCall): boolean {
  const start = reports.find(({ event }) => event === 'connected');
  const end = reports.find(({ event }) => event === 'disconnected');
  if (!start || !end) return durationSeconds === 0;
  const durationMs = durationSeconds * 1000;
  return (
    durationMs >= end.sentAt - start.answeredAt - TOLERANCE_MS &&
    durationMs <= end.answeredAt - start.sentAt + TOLERANCE_MS
  );
}

function findLostEvents(placed: readonly PlacedCall[], { events }: Account): readonly string[] {
  const stored = new Map<string, number>();
  for (const { type, sip_call_id } of events) {
    const key = `${type} ${sip_call_id}`;
    stored.set(key, (stored.get(key) ?? 0) + 1);
  }
  return placed
    .flatMap(({ reports }) => reports.filter(isAcknowledged))
    .map(({ event, callId }) => `${event} ${callId}`)
    .filter((key) => stored.get(key) !== 1);
}

function show({ placed, calls, bookings, received }: Fact): string {
  return JSON.stringify({ ...placed, calls, bookings, received });
}
