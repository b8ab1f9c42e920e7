import { createScript, type Ingredients } from './script.ts';
import { talked, unanswered } from './single-calls.ts';
import type { Conversation } from './truth.ts';

/** Two calls that must not be taken for one. */

/** A call knocks while its phone talks; the talk is put on hold, the call taken, the talk goes on. */
export function knockTaken({ random, pace, phones, caller, newCaller }: Ingredients): Conversation {
  const script = createScript(random);
  const [phone = 0] = phones;
  const other = newCaller();
  const facts = { kind: 'call waiting, taken', direction: 'in' } as const;
  const talking = script.leg(phone, 'in', caller);
  const knocking = script.leg(phone, 'in', other);
  script.tell(talking, 'incoming', 0);
  const from = script.tell(talking, 'connected', pace.ring());
  const knock = script.tell(knocking, 'incoming', from.atMs + pace.talk() / 2);
  const hold = script.tell(talking, 'hold', knock.atMs + pace.ring());
  const taken = script.tell(knocking, 'connected', hold.atMs + pace.moment());
  const over = script.tell(knocking, 'disconnected', taken.atMs + pace.talk());
  const resumed = script.tell(talking, 'unhold', over.atMs + pace.moment());
  const to = script.tell(talking, 'disconnected', resumed.atMs + pace.talk() / 2);
  script.expect(talked({ ...facts, other: caller }, phone, { from, to }));
  script.expect(talked({ ...facts, other }, phone, { from: taken, to: over }));
  return script.finish();
}

/** A call knocks in vain while its phone talks. */
export function knockMissed({
  random,
  pace,
  phones,
  caller,
  newCaller,
}: Ingredients): Conversation {
  const script = createScript(random);
  const [phone = 0] = phones;
  const other = newCaller();
  const facts = { kind: 'call waiting, not taken', direction: 'in' } as const;
  const talking = script.leg(phone, random.pick(['in', 'out']), caller);
  const knocking = script.leg(phone, 'in', other);
  const { direction } = talking.call;
  script.tell(talking, direction === 'in' ? 'incoming' : 'outgoing', 0);
  const from = script.tell(talking, 'connected', pace.ring());
  const knock = script.tell(knocking, 'incoming', from.atMs + pace.talk() / 2);
  const end = script.tell(knocking, 'disconnected', knock.atMs + pace.ring());
  script.tell(knocking, 'missed', end.atMs + pace.moment());
  const to = script.tell(talking, 'disconnected', end.atMs + pace.talk());
  script.expect(talked({ ...facts, direction, other: caller }, phone, { from, to }));
  script.expect(unanswered({ ...facts, other }, [phone]));
  return script.finish();
}

/** Nobody was there, and the caller tries again later, at another phone: two calls. */
export function againLater({ random, pace, phones, caller }: Ingredients): Conversation {
  const script = createScript(random);
  const [first = 0, second = 1] = phones;
  const facts = { kind: 'same caller again', direction: 'in', other: caller } as const;
  const one = script.leg(first, 'in', caller);
  script.tell(one, 'incoming', 0);
  const end = script.tell(one, 'disconnected', pace.ring());
  script.tell(one, 'missed', end.atMs + pace.moment());
  const two = script.leg(second, 'in', caller);
  const again = script.tell(two, 'incoming', end.atMs + pace.longAfter());
  const from = script.tell(two, 'connected', again.atMs + pace.ring());
  const to = script.tell(two, 'disconnected', from.atMs + pace.talk());
  script.expect(unanswered(facts, [first]));
  script.expect(talked(facts, second, { from, to }));
  return script.finish();
}
