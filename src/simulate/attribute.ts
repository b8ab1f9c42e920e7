import type { Account, ShownCall } from './account.ts';
import { digitsOf, numbersOf } from './callers.ts';
import type { Booking } from './crm.ts';
import { macOf } from './play-day.ts';
import { extensionOf } from './script.ts';
import {
  type Conversation,
  callerOf,
  type ExpectedCall,
  isInternal,
  type Played,
} from './truth.ts';

/** Everything that product and CRM have of one conversation. */
export type Found = { readonly calls: readonly ShownCall[]; readonly bookings: readonly Booking[] };

/** What belongs to which conversation, and what belongs to none. */
export type Attribution = {
  readonly found: ReadonlyMap<Conversation, Found>;
  readonly strayCalls: readonly ShownCall[];
  readonly strayBookings: readonly Booking[];
};

/** A phone's request may have arrived so much earlier or later than it seems. */
const SLACK_MS = 1500;

/** Tells whose calls and bookings these are: by the caller's number, else by phones and time. */
export function attribute(played: readonly Played[], account: Account): Attribution {
  const owners = new Map<string, Conversation>();
  for (const { conversation } of played) {
    for (const call of conversation.expected) {
      const caller = callerOf(call);
      for (const number of caller ? numbersOf(caller) : []) owners.set(number, conversation);
    }
  }
  const isBooked = createContactTest(account);
  const ownerOf = (call: ShownCall) =>
    call.remote === null ? findByPhones(played, call) : owners.get(digitsOf(call.remote));
  const bookingOwner = ({ direction, from, to }: Booking) =>
    owners.get(digitsOf(direction === 'in' ? from : to));
  const calls = Map.groupBy(account.calls, ownerOf);
  const bookings = Map.groupBy(account.bookings.filter(isBooked), bookingOwner);
  const found = played.map(
    ({ conversation }) =>
      [
        conversation,
        { calls: calls.get(conversation) ?? [], bookings: bookings.get(conversation) ?? [] },
      ] as const,
  );
  return {
    found: new Map(found),
    strayCalls: calls.get(undefined) ?? [],
    strayBookings: bookings.get(undefined) ?? [],
  };
}

/**
 * The conversation at a call's phones that begins nearest to it, before all one that has a call
 * like it: the target of a transfer that was not told may seem to have an internal call.
 */
function findByPhones(played: readonly Played[], call: ShownCall): Conversation | undefined {
  const startedAt = Date.parse(call.startedAt);
  const distanceTo = ({ reports }: Played) =>
    Math.min(...[...reports.values()].map(({ sentAt }) => Math.abs(sentAt - startedAt)));
  const near = played
    .filter(({ conversation }) => isAtPhonesOf(conversation, call))
    .map((one) => ({ conversation: one.conversation, distance: distanceTo(one) }))
    .filter(({ distance }) => distance <= SLACK_MS)
    .toSorted((one, other) => one.distance - other.distance);
  const alike = near.find(({ conversation }) =>
    conversation.expected.some((expected) => isLike(expected, call)),
  );
  return (alike ?? near[0])?.conversation;
}

function isAtPhonesOf({ steps }: Conversation, call: ShownCall): boolean {
  const macs = new Set(steps.map(({ leg }) => macOf(leg.phone)));
  return call.phones.some((mac) => macs.has(mac));
}

function isLike(expected: ExpectedCall, call: ShownCall): boolean {
  if (callerOf(expected) !== undefined || call.internal !== isInternal(expected)) return false;
  const macs = expected.phones.map(macOf);
  const extensions = expected.phones.map(extensionOf);
  const isAmongThem = !call.internal || extensions.includes(call.remoteRaw ?? '');
  return isAmongThem && call.phones.some((mac) => macs.includes(mac));
}

/** A booking that says it found a contact counts only if the contact's history has it too. */
function createContactTest({ activities }: Account): (booking: Booking) => boolean {
  const histories = new Map(activities.map(({ id, client_ids }) => [id, client_ids]));
  return ({ activity_id, contact_id }) =>
    contact_id === null ||
    (activity_id !== null && histories.get(activity_id)?.includes(contact_id) === true);
}
