import { COMPLETED_ELSEWHERE } from '../simulator/ring-group.ts';
import { createScript, type Ingredients, type Script } from './script.ts';
import { talked, unanswered } from './single-calls.ts';
import type { Conversation, Leg } from './truth.ts';

/** Calls that ring on several phones, together or one after the other. */

/** All ring, one answers; the others stop, told why or not. */
export function groupAnswered(ingredients: Ingredients): Conversation {
  const { random, pace, phones, caller } = ingredients;
  const script = createScript(random);
  const legs = ring(script, ingredients);
  const winner = random.pick(legs);
  const from = script.tell(winner, 'connected', pace.ring());
  const reason = random.fraction() < 0.5 ? COMPLETED_ELSEWHERE : undefined;
  for (const leg of legs) {
    if (leg === winner) continue;
    stopRinging(script, leg, { atMs: from.atMs + pace.moment(), reason, moment: pace.moment() });
  }
  const to = script.tell(winner, 'disconnected', from.atMs + pace.talk());
  const facts = { kind: 'ring group, answered', other: caller, direction: 'in' } as const;
  script.expect(talked(facts, winner.phone, { from, to }, phones));
  return script.finish();
}

/** All ring, nobody answers. */
export function groupMissed(ingredients: Ingredients): Conversation {
  const { random, pace, phones, caller } = ingredients;
  const script = createScript(random);
  const end = pace.ring();
  for (const leg of ring(script, ingredients)) {
    stopRinging(script, leg, { atMs: end + pace.moment(), moment: pace.moment() });
  }
  script.expect(unanswered({ kind: 'ring group, missed', other: caller, direction: 'in' }, phones));
  return script.finish();
}

/** All ring, and somebody answers whose phone tells us nothing. */
export function groupElsewhere(ingredients: Ingredients): Conversation {
  const { random, pace, phones, caller } = ingredients;
  const script = createScript(random);
  const end = pace.ring();
  for (const leg of ring(script, ingredients)) {
    const atMs = end + pace.moment();
    stopRinging(script, leg, { atMs, reason: COMPLETED_ELSEWHERE, moment: 0 });
  }
  const call = unanswered(
    { kind: 'ring group, answered elsewhere', other: caller, direction: 'in' },
    phones,
  );
  script.expect({ ...call, outcome: 'elsewhere', isBooked: false });
  return script.finish();
}

/** One phone rings after the other; the last one answers. */
export function huntAnswered(ingredients: Ingredients): Conversation {
  const { random, pace, phones, caller } = ingredients;
  const script = createScript(random);
  const [last = 0] = phones.slice(-1);
  const startMs = hunt(script, ingredients, phones.slice(0, -1));
  const leg = script.leg(last, 'in', caller);
  script.tell(leg, 'incoming', startMs);
  const from = script.tell(leg, 'connected', startMs + pace.ring());
  const to = script.tell(leg, 'disconnected', from.atMs + pace.talk());
  script.expect(
    talked(
      { kind: 'hunting, answered', other: caller, direction: 'in' },
      last,
      { from, to },
      phones,
    ),
  );
  return script.finish();
}

/** One phone rings after the other, in vain. */
export function huntMissed(ingredients: Ingredients): Conversation {
  const script = createScript(ingredients.random);
  hunt(script, ingredients, ingredients.phones);
  script.expect(
    unanswered(
      { kind: 'hunting, missed', other: ingredients.caller, direction: 'in' },
      ingredients.phones,
    ),
  );
  return script.finish();
}

/** The phones begin to ring, with one Call-ID behind a forking proxy, else with their own. */
function ring(script: Script, { random, pace, phones, caller }: Ingredients): readonly Leg[] {
  const callId = random.fraction() < 0.4 ? script.newCallId() : undefined;
  return phones.map((phone) => {
    const leg = script.leg(phone, 'in', caller, callId);
    script.tell(leg, 'incoming', pace.moment());
    return leg;
  });
}

/** A phone that is told "completed elsewhere" lists no missed call. */
function stopRinging(
  script: Script,
  leg: Leg,
  how: { readonly atMs: number; readonly moment: number; readonly reason?: string | undefined },
): void {
  script.tell(leg, 'disconnected', how.atMs, how.reason);
  if (how.reason === undefined) script.tell(leg, 'missed', how.atMs + how.moment);
}

/** Returns when the phone after these is to ring. */
function hunt(script: Script, { pace, caller }: Ingredients, phones: readonly number[]): number {
  let atMs = 0;
  for (const phone of phones) {
    const leg = script.leg(phone, 'in', caller);
    script.tell(leg, 'incoming', atMs);
    const endMs = atMs + pace.ring();
    stopRinging(script, leg, { atMs: endMs, moment: pace.moment() });
    atMs = endMs + pace.hop();
  }
  return atMs;
}
