import type { ShownCall } from './account.ts';
import { digitsOf, numbersOf } from './callers.ts';
import type { Booking } from './crm.ts';
import { extensionOf } from './script.ts';
import { callerOf, type ExpectedCall, isInternal } from './truth.ts';

/** What was found of each call; more than one if something was found that nobody expected. */
export type Matches<Item> = ReadonlyMap<ExpectedCall, readonly Item[]>;

/** Finds each call among those that the product shows of its conversation. */
export function matchCalls(
  expected: readonly ExpectedCall[],
  shown: readonly ShownCall[],
): Matches<ShownCall> {
  return match(expected, shown, (call, it) => {
    const isOthers = numberOf(call) !== it.remote || isInternal(call) !== it.internal;
    if (isOthers) return 0;
    return rate(call, {
      agent: it.local ?? '',
      direction: it.direction,
      isAnswered: it.outcome === 'answered',
    });
  });
}

/** Finds each call among those that the CRM was told of its conversation. */
export function matchBookings(
  expected: readonly ExpectedCall[],
  bookings: readonly Booking[],
): Matches<Booking> {
  return match(expected, bookings, (call, it) => {
    const [number, agent] = it.direction === 'in' ? [it.from, it.to] : [it.to, it.from];
    if (!call.isBooked || !isNumberOf(call, number)) return 0;
    return rate(call, { agent, direction: it.direction, isAnswered: it.answered });
  });
}

/** Gives each item to the call it fits best; calls without one come first. */
function match<Item>(
  expected: readonly ExpectedCall[],
  items: readonly Item[],
  rateFit: (call: ExpectedCall, item: Item) => number,
): Matches<Item> {
  const matches = new Map<ExpectedCall, Item[]>(expected.map((call) => [call, []]));
  const left = new Set(items);
  const pairs = expected
    .flatMap((call) => items.map((item) => ({ call, item, fit: rateFit(call, item) })))
    .filter(({ fit }) => fit > 0)
    .toSorted((one, other) => other.fit - one.fit);
  for (const { call, item } of pairs) {
    const found = matches.get(call);
    if (!left.has(item) || !found || found.length > 0) continue;
    found.push(item);
    left.delete(item);
  }
  for (const item of left) {
    const nearest = pairs.find((pair) => pair.item === item)?.call ?? expected[0];
    if (nearest) matches.get(nearest)?.push(item);
  }
  return matches;
}

/** 0: somebody else's call. The agent tells calls of one conversation apart, then the rest. */
function rate(
  call: ExpectedCall,
  it: { readonly agent: string; readonly direction: string; readonly isAnswered: boolean },
): number {
  if (!call.phones.some((phone) => extensionOf(phone) === it.agent)) return 0;
  const isAgent = call.agent === undefined || extensionOf(call.agent) === it.agent;
  const isAnswered = it.isAnswered === (call.outcome === 'answered');
  return 1 + Number(isAgent) * 4 + Number(isAnswered) * 2 + Number(it.direction === call.direction);
}

function numberOf(call: ExpectedCall): string | null {
  return callerOf(call)?.number ?? null;
}

function isNumberOf(call: ExpectedCall, text: string): boolean {
  const caller = callerOf(call);
  return caller !== undefined && numbersOf(caller).includes(digitsOf(text));
}
