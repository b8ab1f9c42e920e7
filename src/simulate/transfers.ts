import { pairLegs } from './internal-calls.ts';
import { createScript, type Ingredients } from './script.ts';
import { talked, unanswered } from './single-calls.ts';
import type { Conversation } from './truth.ts';

/** Calls that an agent hands over to a colleague. */

/** Unasked; the colleague's phone shows the caller, or the agent who hands over. */
export function blindTransfer(ingredients: Ingredients): Conversation {
  const { random, pace, caller } = ingredients;
  const { script, agent, target, leg, from } = takeCall(ingredients);
  const begunMs = from.atMs + pace.talk();
  if (random.fraction() < 0.6) script.tell(leg, 'transfer', begunMs);
  const handed = script.tell(leg, 'blind-transfer', begunMs + pace.moment());
  const to = script.tell(leg, 'disconnected', handed.atMs + pace.moment());
  const shown = random.fraction() < 0.7 ? caller : { colleague: agent };
  const next = script.leg(target, 'in', shown);
  const rings = script.tell(next, 'incoming', handed.atMs + pace.hop());
  const answerMs = rings.atMs + pace.ring();
  const other = { other: caller, direction: 'in' } as const;
  if (random.fraction() < 0.2) {
    const kind = 'blind transfer, nobody there';
    const end = script.tell(next, 'disconnected', answerMs);
    script.tell(next, 'missed', end.atMs + pace.moment());
    const after = script.expect(talked({ ...other, kind }, agent, { from, to }));
    // The caller has been answered: nobody has missed him.
    script.expect({ ...unanswered({ ...other, kind, after }, [target]), isBooked: false });
    return script.finish();
  }
  const kind = 'blind transfer';
  const taken = script.tell(next, 'connected', answerMs);
  const over = script.tell(next, 'disconnected', answerMs + pace.talk());
  const after = script.expect(talked({ ...other, kind }, agent, { from, to }));
  script.expect(talked({ ...other, kind, after }, target, { from: taken, to: over }));
  return script.finish();
}

/** The colleague is asked first, while the caller waits. */
export function attendedTransfer(ingredients: Ingredients): Conversation {
  const { random, pace, caller } = ingredients;
  const { script, agent, target, leg, from } = takeCall(ingredients);
  const isForked = random.fraction() < 0.5;
  const [asking, asked] = pairLegs(script, { from: agent, to: target, isForked });
  const hold = script.tell(leg, 'hold', from.atMs + pace.talk());
  const dialled = script.tell(asking, 'outgoing', hold.atMs + pace.moment());
  script.tell(asked, 'incoming', dialled.atMs + pace.moment());
  const agreed = script.tell(asked, 'connected', dialled.atMs + pace.ring());
  script.tell(asking, 'connected', agreed.atMs + pace.moment());
  const begun = script.tell(leg, 'transfer', agreed.atMs + pace.talk());
  const handed = script.tell(leg, 'attended-transfer', begun.atMs + pace.moment());
  if (random.fraction() < 0.5) {
    const received = { ...asked, call: { ...asked.call, remote: leg.call.remote } };
    script.tell(received, 'received-attended-transfer', handed.atMs + pace.moment());
  }
  const consulted = script.tell(asking, 'disconnected', handed.atMs + pace.moment());
  const to = script.tell(leg, 'disconnected', consulted.atMs + pace.moment());
  const over = script.tell(asked, 'disconnected', handed.atMs + pace.talk());
  const facts = { kind: 'attended transfer', other: caller, direction: 'in' } as const;
  const after = script.expect(talked(facts, agent, { from, to }));
  script.expect(talked({ ...facts, after }, target, { from: handed, to: over }));
  const colleagues = { other: { colleague: target }, direction: 'out' } as const;
  script.expect(
    talked({ ...colleagues, kind: 'consultation' }, agent, { from: agreed, to: consulted }, [
      agent,
      target,
    ]),
  );
  return script.finish();
}

function takeCall({ random, pace, phones, caller }: Ingredients) {
  const script = createScript(random);
  const [agent = 0, target = 1] = phones;
  const leg = script.leg(agent, 'in', caller);
  script.tell(leg, 'incoming', 0);
  const from = script.tell(leg, 'connected', pace.ring());
  return { script, agent, target, leg, from };
}
