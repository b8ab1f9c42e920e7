import fc from 'fast-check';
import type { PhoneEvent } from '../../../src/domain/phone-event.ts';
import type { Story, Told } from './story.ts';

/** What can happen to reports on their way. Places are picked by a number modulo their count. */
export type Damage =
  | { readonly kind: 'none' }
  | { readonly kind: 'duplicate' | 'delay'; readonly place: number; readonly byMs: number }
  | { readonly kind: 'swap' | 'drop'; readonly place: number };

/** No report is later than this. */
export const LATEST_MS = 3000;

const place = fc.nat(10_000);
const byMs = fc.integer({ min: 0, max: LATEST_MS });

export const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.record({ kind: fc.constantFrom('duplicate', 'delay'), place, byMs }),
  fc.record({ kind: fc.constantFrom('swap', 'drop'), place }),
);

/** How much of the truth can still be told. */
export type Clarity = 'exact' | 'about' | 'without-duration' | 'none';

/** The reports as they arrive, and what the truth can be held against. */
export type Arrived = { readonly events: readonly PhoneEvent[]; readonly clarity: Clarity };

export function damage(stories: readonly Story[], what: Damage): Arrived {
  const told = stories.flatMap((story) => story.told).toSorted(byTime);
  const events = told.map(({ event }) => event);
  if (what.kind === 'none') return { events, clarity: 'exact' };
  const index = what.place % told.length;
  const hit = told[index] as Told;
  const rest = told.filter((it) => it !== hit);
  // Without a Call-ID nothing tells a late report from one of the customer's next call.
  const isNameless = hit.event.callId === undefined;
  switch (what.kind) {
    case 'drop':
      return {
        events: rest.map(({ event }) => event),
        clarity: isNameless ? 'none' : ifLost(stories, hit),
      };
    case 'duplicate':
      return {
        events: arrive([...told, later(hit, what.byMs)]),
        clarity: isNameless && what.byMs > 0 ? 'none' : 'exact',
      };
    case 'delay': {
      const late = later(hit, what.byMs);
      return { events: arrive([...rest, late]), clarity: clarityOf(stories, [late]) };
    }
    case 'swap': {
      const next = told[index + 1];
      const gapMs = next ? next.event.at - hit.event.at : 0;
      if (!next || gapMs > LATEST_MS) return { events, clarity: 'exact' };
      const moved = [later(hit, gapMs), later(next, -gapMs)];
      const others = rest.filter((it) => it !== next);
      return {
        events: arrive([...others, ...moved.toReversed()]),
        clarity: clarityOf(stories, moved),
      };
    }
  }
}

/**
 * A report that is late by no more than LATEST_MS leaves the truth decidable, its times aside, save
 * - of a phone that sends no Call-ID,
 * - an `incoming` that arrives when the conversation is over: it then is another call,
 * - an answer that arrives after its own transfer: it then is a ringing call that was deflected.
 */
function clarityOf(stories: readonly Story[], moved: readonly Told[]): Clarity {
  const isUnclear = moved.some((told) => {
    const { event } = told;
    const story = stories[told.story];
    if (event.callId === undefined || !story) return true;
    if (event.type === 'incoming') return event.at >= story.talkEndAt;
    const ofLeg = story.told.map((it) => it.event).filter((it) => it.callId === event.callId);
    const isTransfer = /transfer/.test(event.type);
    const others = ofLeg.filter((it) =>
      isTransfer ? it.type === 'connected' : event.type === 'connected' && /transfer/.test(it.type),
    );
    return others.some((it) => (isTransfer ? it.at >= event.at : it.at <= event.at));
  });
  return isUnclear ? 'none' : 'about';
}

function ifLost(stories: readonly Story[], told: Told): Clarity {
  const customer = stories[told.story]?.plan.customer;
  const isOnly = stories.filter(({ plan }) => plan.customer === customer).length === 1;
  switch (told.ifLost) {
    case 'same':
      return 'exact';
    case 'about':
      return 'about';
    case 'duration':
      return 'without-duration';
    case 'rings-on':
      return isOnly ? 'exact' : 'none';
    case 'unknown':
      return 'none';
  }
}

function later(told: Told, ms: number): Told {
  return { ...told, event: { ...told.event, at: told.event.at + ms } };
}

function arrive(told: readonly Told[]): readonly PhoneEvent[] {
  return told.toSorted(byTime).map(({ event }) => event);
}

function byTime(one: Told, other: Told): number {
  return one.event.at - other.event.at;
}
