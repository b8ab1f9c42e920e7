import { createScript, type Ingredients } from './script.ts';
import type { Conversation, ExpectedCall, Kind, Other, Step } from './truth.ts';
import { callerOf } from './truth.ts';

/** Calls of one phone with one party outside. */

/** Somebody calls and is answered. */
export function answered(
  ingredients: Ingredients,
  kind: Kind = 'incoming, answered',
  other: Other = ingredients.caller,
): Conversation {
  const { script, phone, pace } = open(ingredients);
  const leg = script.leg(phone, 'in', other);
  script.tell(leg, 'incoming', 0);
  const from = script.tell(leg, 'connected', pace.ring());
  const to = script.tell(leg, 'disconnected', from.atMs + pace.talk());
  script.expect(talked({ kind, other, direction: 'in' }, phone, { from, to }));
  return script.finish();
}

/** Somebody calls and nobody answers. */
export function missed(
  ingredients: Ingredients,
  kind: Kind = 'incoming, missed',
  other: Other = ingredients.caller,
): Conversation {
  const { script, phone, pace } = open(ingredients);
  const leg = script.leg(phone, 'in', other);
  script.tell(leg, 'incoming', 0);
  const end = script.tell(leg, 'disconnected', pace.ring());
  script.tell(leg, 'missed', end.atMs + pace.moment());
  script.expect(unanswered({ kind, other, direction: 'in' }, [phone]));
  return script.finish();
}

/** A declined call on a phone that tells its end twice. */
export function rejected(ingredients: Ingredients): Conversation {
  const { script, phone, pace, caller: other } = open(ingredients);
  const leg = script.leg(phone, 'in', other);
  script.tell(leg, 'incoming', 0);
  const end = script.tell(leg, 'disconnected', pace.ring());
  script.tell(leg, 'disconnected', end.atMs + pace.hop());
  script.expect(unanswered({ kind: 'incoming, rejected', other, direction: 'in' }, [phone]));
  return script.finish();
}

/** A declined call on a phone that tells nothing of its end. */
export function rejectedSilently(ingredients: Ingredients): Conversation {
  const { script, phone, caller: other } = open(ingredients);
  script.tell(script.leg(phone, 'in', other), 'incoming', 0);
  const kind = 'incoming, rejected without a word';
  script.expect(unanswered({ kind, other, direction: 'in' }, [phone]));
  return script.finish();
}

/** An answered call that is put on hold for a while. */
export function held(ingredients: Ingredients): Conversation {
  const { script, phone, pace, caller: other } = open(ingredients);
  const leg = script.leg(phone, 'in', other);
  script.tell(leg, 'incoming', 0);
  const from = script.tell(leg, 'connected', pace.ring());
  const [talk, wait] = [pace.talk(), pace.talk()];
  script.tell(leg, 'hold', from.atMs + talk / 2);
  script.tell(leg, 'unhold', from.atMs + talk / 2 + wait);
  const to = script.tell(leg, 'disconnected', from.atMs + talk + wait);
  script.expect(talked({ kind: 'incoming, on hold', other, direction: 'in' }, phone, { from, to }));
  return script.finish();
}

/** Somebody outside is called and answers. */
export function reached(ingredients: Ingredients): Conversation {
  const { script, phone, pace, caller: other } = open(ingredients);
  const leg = script.leg(phone, 'out', other);
  script.tell(leg, 'outgoing', 0);
  const from = script.tell(leg, 'connected', pace.ring());
  const to = script.tell(leg, 'disconnected', from.atMs + pace.talk());
  const kind = 'outgoing, answered';
  script.expect(talked({ kind, other, direction: 'out' }, phone, { from, to }));
  return script.finish();
}

/** Somebody outside is called and does not answer. */
export function unreached(ingredients: Ingredients): Conversation {
  const { script, phone, pace, caller: other } = open(ingredients);
  const leg = script.leg(phone, 'out', other);
  script.tell(leg, 'outgoing', 0);
  script.tell(leg, 'disconnected', pace.ring());
  script.expect(unanswered({ kind: 'outgoing, unanswered', other, direction: 'out' }, [phone]));
  return script.finish();
}

type Facts = Pick<ExpectedCall, 'kind' | 'other' | 'direction' | 'after'>;

/** A call in which this phone talked; others may have rung. */
export function talked(
  facts: Facts,
  agent: number,
  talk: { readonly from: Step; readonly to: Step },
  phones: readonly number[] = [agent],
): ExpectedCall {
  const isBooked = callerOf(facts) !== undefined;
  return { ...facts, phones, agent, talk, outcome: 'answered', isBooked };
}

/** A call nobody answered. */
export function unanswered(facts: Facts, phones: readonly number[]): ExpectedCall {
  const outcome = facts.direction === 'in' ? 'missed' : 'unanswered';
  return { ...facts, phones, outcome, isBooked: callerOf(facts) !== undefined };
}

function open(ingredients: Ingredients) {
  const [phone = 0] = ingredients.phones;
  return { ...ingredients, script: createScript(ingredients.random), phone };
}
