import {
  type Call,
  connectedAtOf,
  durationSecondsOf,
  endedAtOf,
  identityOf,
  isOver,
  outcomeOf,
} from './call.ts';
import type { Broker } from './contact.ts';
import { isSameNumber, type NumberPlan, parsePhoneNumber } from './phone-number.ts';

/** What an office wants booked in the CRM. */
export type JournalPolicy = {
  readonly via: '3cx' | 'phone' | 'task' | 'off';
  readonly unknown: 'send' | 'skip';
  readonly internal: boolean;
  /** No entry of an unanswered call goes out earlier than this after its last leg ended. */
  readonly settleMs: number;
  /** After this time without success an entry is parked. */
  readonly giveUpMs: number;
};

export type EntryState = 'pending' | 'delivered' | 'parked' | 'skipped';

/** Why an entry is not sent. */
export type SkipReason =
  | 'off'
  | 'withheld'
  | 'no-number'
  | 'internal'
  | 'elsewhere'
  | 'transfer'
  | 'unknown-contact'
  | 'dismissed';

/** The journal entry of a call that is over, as it enters the outbox. */
export type EntryDraft = {
  readonly callId: string;
  readonly state: 'pending' | 'skipped';
  readonly reason?: SkipReason;
  readonly notBefore: number;
  readonly giveUpAt: number;
};

/** One call as the CRM is to know it. */
export type JournalMessage = {
  readonly direction: 'in' | 'out';
  /** The other party, in the spelling that is surest to match. */
  readonly number: string;
  /** The office's side: a broker's number in the telephone system, or an extension. */
  readonly agent: string;
  readonly agentBrokerId?: number;
  readonly startedAt: number;
  readonly durationSeconds: number;
  readonly isAnswered: boolean;
  readonly contactId?: number;
};

/** The contact of a call, as the look-up found it. */
export type CallContact = {
  readonly id: number;
  readonly name: string;
  /** The number as stored there, when that field holds nothing else. */
  readonly spelling?: string;
};

/** The entry of a call once it is over, or undefined while it is not. */
export function draftEntry(call: Call, policy: JournalPolicy): EntryDraft | undefined {
  const endedAt = endedAtOf(call);
  if (!isOver(call) || endedAt === undefined) return undefined;
  const reason = findSkipReason(call, policy);
  const isAnswered = connectedAtOf(call) !== undefined;
  return {
    callId: call.id,
    state: reason === undefined ? 'pending' : 'skipped',
    ...(reason !== undefined && { reason }),
    notBefore: isAnswered ? endedAt : endedAt + policy.settleMs,
    giveUpAt: endedAt + policy.giveUpMs,
  };
}

/** Why this call is not to be reported, as far as that shows without the CRM. */
export function findSkipReason(call: Call, policy: JournalPolicy): SkipReason | undefined {
  if (policy.via === 'off') return 'off';
  if (call.remote.kind === 'withheld') return 'withheld';
  if (call.remote.kind === 'named') return 'no-number';
  if (call.remote.kind === 'internal' && !policy.internal) return 'internal';
  if (outcomeOf(call) === 'elsewhere') return 'elsewhere';
  // Its customer has talked with somebody already: a target that does not answer is no miss.
  if (call.transferredFrom !== undefined && connectedAtOf(call) === undefined) return 'transfer';
  return undefined;
}

/** Why a call without a contact is not to be reported, or undefined when it is. */
export function findUnknownSkipReason(policy: JournalPolicy): SkipReason | undefined {
  return policy.unknown === 'skip' || policy.via === 'task' ? 'unknown-contact' : undefined;
}

/** What the CRM is told of a call that is over. */
export function toJournalMessage(
  call: Call,
  parts: {
    readonly contact?: CallContact | undefined;
    readonly agent: string;
    readonly agentBrokerId?: number | undefined;
  },
): JournalMessage {
  return {
    direction: call.direction,
    number: numberToSend(call, parts.contact),
    agent: parts.agent,
    ...(parts.agentBrokerId !== undefined && { agentBrokerId: parts.agentBrokerId }),
    startedAt: call.startedAt,
    durationSeconds: durationSecondsOf(call),
    isAnswered: connectedAtOf(call) !== undefined,
    ...(parts.contact !== undefined && { contactId: parts.contact.id }),
  };
}

/** True for an incoming call that rang on several phones and that nobody answered. */
export function isMissedByGroup(call: Call): boolean {
  const phones = new Set(call.legs.map((leg) => leg.phone));
  return call.direction === 'in' && phones.size > 1 && connectedAtOf(call) === undefined;
}

/** The extension or identity at the office's side of a call, as its phones named it. */
export function agentIdentityOf(call: Call): string | undefined {
  const { remote } = call;
  // Of an internal call both ends are known; the other party is not its own agent.
  const own = call.legs.filter(
    (leg) => remote.kind !== 'internal' || identityOf(leg) !== remote.extension,
  );
  // Phones of a group report in any order.
  const [first] = (own.length > 0 ? own : call.legs).toSorted(
    (one, other) =>
      Number(other.connectedAt !== undefined) - Number(one.connectedAt !== undefined) ||
      one.startedAt - other.startedAt ||
      one.phone.localeCompare(other.phone),
  );
  return first && identityOf(first);
}

/**
 * The broker whose number in the telephone system is this identity, or ends with it.
 *
 * The latter needs at least two digits and exactly one such broker: a wrong name in the CRM is
 * worse than none.
 */
export function findBroker(
  identity: string,
  brokers: readonly Broker[],
  plan: NumberPlan,
): { readonly broker: Broker; readonly number: string } | undefined {
  const all = brokers.flatMap((broker) =>
    broker.systemNumbers.map((number) => ({ broker, number })),
  );
  const exact = all.find((it) => isSameIdentity(it.number, identity, plan));
  if (exact) return exact;
  const digits = isNumeric(identity) ? identity.replace(/\D/g, '') : '';
  if (digits.length < 2) return undefined;
  const ending = all.filter((it) => it.number.replace(/\D/g, '').endsWith(digits));
  return new Set(ending.map((it) => it.broker.id)).size === 1 ? ending[0] : undefined;
}

function numberToSend(call: Call, contact: CallContact | undefined): string {
  if (contact?.spelling !== undefined) return contact.spelling;
  switch (call.remote.kind) {
    case 'external':
      return call.remote.number.e164 ?? call.remote.number.digits;
    case 'internal':
      return call.remote.extension;
    case 'named':
    case 'withheld':
      return '';
  }
}

/** A SIP user with letters or a star code is no number, whatever digits it holds. */
function isNumeric(identity: string): boolean {
  return /^\+?[\d\s()/.-]+$/.test(identity);
}

function isSameIdentity(number: string, identity: string, plan: NumberPlan): boolean {
  if (number === identity) return true;
  if (!isNumeric(number) || !isNumeric(identity)) return false;
  const bare = number.replace(/[^\d+]/g, '');
  if (bare !== '' && bare === identity.replace(/[^\d+]/g, '')) return true;
  const one = parsePhoneNumber(number, plan);
  const other = parsePhoneNumber(identity, plan);
  return one?.e164 !== undefined && other !== undefined && isSameNumber(one, other);
}
