import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, durationSecondsOf, isAnswered, isOver } from '../../src/domain/call.ts';
import { agentIdentityOf, draftEntry } from '../../src/domain/journal.ts';
import type { PhoneEvent } from '../../src/domain/phone-event.ts';
import { anyDamage, type Clarity, damage } from './office-day/damage.ts';
import { anyDay } from './office-day/day.ts';
import type { Story, Truth } from './office-day/story.ts';
import { openOffice } from './play.ts';

/** The normal run takes the same days every time; a long run looks for new ones. */
const LONG_RUNS = process.env['OFFICE_DAY_RUNS'];
const RUNS = Number(LONG_RUNS ?? 10_000);
const CHANCE = LONG_RUNS === undefined ? { seed: 1 } : {};
const ENOUGH_MS = 36_000_000;
/** A day after every time-out. */
const LATER = 1e9;
const POLICY = {
  via: '3cx',
  unknown: 'send',
  internal: false,
  settleMs: 4000,
  giveUpMs: 1e9,
} as const;

/** All calls at the end of the day. */
function play(events: readonly PhoneEvent[]): readonly Call[] {
  const office = openOffice();
  for (const event of events) office.tell(event);
  office.close(LATER);
  return office.calls();
}

/** What the CRM is told of them, in the words of the truth. */
function booksOf(calls: readonly Call[]): readonly Truth[] {
  return calls.flatMap((call) => {
    if (draftEntry(call, POLICY)?.state !== 'pending') return [];
    const { remote } = call;
    const number = remote.kind === 'external' ? remote.number.digits : '';
    const agent = isAnswered(call) ? agentIdentityOf(call) : undefined;
    return {
      customer: Number(number.at(-1)),
      direction: call.direction,
      ...(agent !== undefined && { agent }),
      seconds: durationSecondsOf(call),
    };
  });
}

function truthOf(stories: readonly Story[]): readonly Truth[] {
  return stories.flatMap((story) => story.truth);
}

/** The books in an order of their own, without what the damage has made unknowable. */
function comparable(books: readonly Truth[], clarity: Clarity): readonly string[] {
  const hasSeconds = clarity === 'exact';
  return books
    .map(({ customer, direction, agent, seconds }) =>
      [customer, direction, agent ?? 'nobody', ...(hasSeconds ? [seconds] : [])].join(' '),
    )
    .toSorted();
}

/** Conversations by customer and agent, longest first. */
function talks(books: readonly Truth[]): ReadonlyMap<string, readonly number[]> {
  const answered = books.filter(({ agent }) => agent !== undefined);
  const groups = Map.groupBy(answered, ({ customer, agent }) => `${customer} ${agent}`);
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      group.map(({ seconds }) => seconds).toSorted((one, other) => other - one),
    ]),
  );
}

describe('an office day', () => {
  it(
    'ends with the truth in the books, whatever happens to one report',
    () => {
      const check = fc.property(anyDay, anyDamage, (stories, what) => {
        const { events, clarity } = damage(stories, what);
        const calls = play(events);
        const books = booksOf(calls);
        const truth = truthOf(stories);
        expectSane(calls, books, truth);
        if (clarity === 'none') return;
        expect(comparable(books, clarity)).toEqual(comparable(truth, clarity));
        if (clarity === 'about') expectAbout(books, truth);
      });
      fc.assert(check, { numRuns: RUNS, ...CHANCE });
    },
    ENOUGH_MS,
  );

  it(
    'is the same whichever phone reports first at one moment',
    () => {
      const check = fc.property(anyDay, fc.infiniteStream(fc.nat(1000)), (stories, chance) => {
        const told = stories.flatMap((story) => story.told.map(({ event }) => event));
        const moments = [...Map.groupBy(told, (event) => event.at)].toSorted(([a], [b]) => a - b);
        const events = moments.flatMap(([, group]) => shuffle(group, chance));
        expect(comparable(booksOf(play(events)), 'exact')).toEqual(
          comparable(truthOf(stories), 'exact'),
        );
      });
      fc.assert(check, { numRuns: RUNS / 4, ...CHANCE });
    },
    ENOUGH_MS,
  );
});

/** What holds whatever was lost. */
function expectSane(
  calls: readonly Call[],
  books: readonly Truth[],
  truth: readonly Truth[],
): void {
  expect(calls.every(isOver)).toBe(true);
  const longest = Math.max(0, ...truth.map(({ seconds }) => seconds));
  const total = truth.reduce((sum, { seconds }) => sum + seconds, longest);
  for (const { seconds } of books) {
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThanOrEqual(total + 600);
  }
  // Nobody is said to have talked more often with a customer than he did.
  const really = talks(truth);
  for (const [key, stretches] of talks(books)) {
    expect({ key, count: stretches.length }).toEqual({
      key,
      count: Math.min(stretches.length, really.get(key)?.length ?? 0),
    });
  }
}

/** Late reports make a conversation longer or shorter by no more than they are late. */
function expectAbout(books: readonly Truth[], truth: readonly Truth[]): void {
  const told = talks(books);
  for (const [key, stretches] of talks(truth)) {
    stretches.forEach((seconds, index) => {
      expect(Math.abs((told.get(key)?.[index] ?? 0) - seconds)).toBeLessThanOrEqual(4);
    });
  }
}

function shuffle<Item>(items: readonly Item[], chance: Iterator<number>): readonly Item[] {
  return items
    .map((item) => ({ item, rank: Number(chance.next().value) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}
