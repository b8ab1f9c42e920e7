import type { Account, ShownCall } from './account.ts';
import { attribute, type Found } from './attribute.ts';
import type { Booking } from './crm.ts';
import { matchBookings, matchCalls } from './match.ts';
import { macOf } from './play-day.ts';
import { extensionOf } from './script.ts';
import { callerOf, type ExpectedCall, isInternal, isTold, type Played } from './truth.ts';

/** What became of a call, in the words of the table. */
export type Verdict =
  | 'right'
  | 'missing'
  | 'doubled'
  | 'wrong duration'
  | 'wrong outcome'
  | 'undecided'
  | 'not told';

/** A call and what was found of it. */
export type Judged = {
  readonly call: ExpectedCall;
  readonly verdict: Verdict;
  readonly played: Played;
  readonly found: Found;
};

/** The day held against what product and CRM say. */
export type Judgement = {
  readonly calls: readonly Judged[];
  /** Calls and bookings that belong to nothing that happened. */
  readonly strays: readonly (ShownCall | Booking)[];
};

const TOLERANCE_MS = 1000;

/** Judges every call of the day. */
export function judge(played: readonly Played[], account: Account): Judgement {
  const { found, strayCalls, strayBookings } = attribute(played, account);
  const calls = played.flatMap((one) => {
    const mine = found.get(one.conversation) ?? { calls: [], bookings: [] };
    return judgeConversation(one, mine, account.unclear);
  });
  return { calls, strays: [...strayCalls, ...strayBookings] };
}

function judgeConversation(
  played: Played,
  found: Found,
  unclear: ReadonlySet<string>,
): readonly Judged[] {
  const { expected } = played.conversation;
  const calls = matchCalls(expected, found.calls);
  const bookings = matchBookings(expected, found.bookings);
  const shown = new Map(expected.map((call) => [call, calls.get(call)?.[0]]));
  return expected.map((call) => {
    const facts = {
      calls: calls.get(call) ?? [],
      bookings: bookings.get(call) ?? [],
      former: call.after && shown.get(call.after),
      unclear,
    };
    const verdict = isTold(played) ? judgeCall(call, facts, played) : 'not told';
    return { call, verdict, played, found };
  });
}

type Facts = {
  readonly calls: readonly ShownCall[];
  readonly bookings: readonly Booking[];
  /** What is shown of the call that was handed over to this one. */
  readonly former: ShownCall | undefined;
  readonly unclear: ReadonlySet<string>;
};

function judgeCall(call: ExpectedCall, facts: Facts, played: Played): Verdict {
  const { calls, bookings, unclear } = facts;
  const [shown] = calls;
  const [booking] = bookings;
  if (!shown || (call.isBooked && !booking)) return 'missing';
  const due = call.isBooked ? 1 : 0;
  if (calls.length > 1) return 'doubled';
  if (bookings.length > due) return due === 1 && unclear.has(shown.id) ? 'undecided' : 'doubled';
  if (!isOutcomeRight(call, shown, facts.former)) return 'wrong outcome';
  if (booking && !isBookingRight(call, booking)) return 'wrong outcome';
  const seconds = [shown.durationSeconds, ...(booking ? [toSeconds(booking.duration)] : [])];
  return seconds.every((it) => isDurationRight(call, it, played)) ? 'right' : 'wrong duration';
}

function isOutcomeRight(
  call: ExpectedCall,
  shown: ShownCall,
  former: ShownCall | undefined,
): boolean {
  // Both ends of an internal call are the office's: it may be told from either.
  const macs = call.phones.map(macOf);
  const isOurPart = isAgent(call, shown.local) && shown.direction === call.direction;
  return (
    shown.outcome === call.outcome &&
    (isInternal(call) || isOurPart) &&
    shown.phones.every((mac) => macs.includes(mac)) &&
    shown.internal === isInternal(call) &&
    shown.transferredFrom === (former?.id ?? null) &&
    shown.journal?.state === (call.isBooked ? 'delivered' : 'skipped')
  );
}

function isBookingRight(call: ExpectedCall, booking: Booking): boolean {
  const contactId = callerOf(call)?.contact?.id ?? null;
  return (
    booking.answered === (call.outcome === 'answered') &&
    booking.contact_id === contactId &&
    booking.direction === call.direction &&
    isAgent(call, booking.direction === 'in' ? booking.to : booking.from)
  );
}

/** A call that was answered belongs to the one who talked. */
function isAgent({ agent }: ExpectedCall, extension: string | null): boolean {
  return agent === undefined || extension === extensionOf(agent);
}

/** The talk began and ended somewhere between the phones' requests and their answers. */
function isDurationRight(call: ExpectedCall, seconds: number, { reports }: Played): boolean {
  if (!call.talk) return seconds === 0;
  const from = reports.get(call.talk.from);
  const to = reports.get(call.talk.to);
  if (!from || !to) return false;
  const ms = seconds * 1000;
  return (
    ms >= to.sentAt - from.answeredAt - TOLERANCE_MS &&
    ms <= to.answeredAt - from.sentAt + TOLERANCE_MS
  );
}

/** Seconds of `hh:mm:ss`; not a number for anything else. */
function toSeconds(duration: string | null): number {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d)$/.exec(duration ?? '') ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
