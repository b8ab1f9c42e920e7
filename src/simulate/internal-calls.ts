import { createScript, type Ingredients, type Script } from './script.ts';
import { talked, unanswered } from './single-calls.ts';
import type { Conversation, Leg } from './truth.ts';

/** A colleague calls another; both phones tell of it. */
export function internal({ random, pace, phones }: Ingredients): Conversation {
  const script = createScript(random);
  const [from = 0, to = 1] = phones;
  const [caller, callee] = pairLegs(script, { from, to, isForked: random.fraction() < 0.5 });
  const facts = { kind: 'internal call', other: { colleague: to }, direction: 'out' } as const;
  script.tell(caller, 'outgoing', 0);
  script.tell(callee, 'incoming', pace.moment());
  const atMs = pace.ring();
  if (random.fraction() < 0.25) {
    script.tell(caller, 'disconnected', atMs);
    const end = script.tell(callee, 'disconnected', atMs + pace.moment());
    script.tell(callee, 'missed', end.atMs + pace.moment());
    script.expect(unanswered(facts, [from, to]));
    return script.finish();
  }
  const start = script.tell(callee, 'connected', atMs);
  script.tell(caller, 'connected', atMs + pace.moment());
  const end = script.tell(caller, 'disconnected', atMs + pace.talk());
  script.tell(callee, 'disconnected', end.atMs + pace.moment());
  script.expect(talked(facts, from, { from: start, to: end }, [from, to]));
  return script.finish();
}

/** The legs of an internal call: with one Call-ID behind a forking proxy, else with their own. */
export function pairLegs(
  script: Script,
  call: { readonly from: number; readonly to: number; readonly isForked: boolean },
): readonly [Leg, Leg] {
  const { from, to, isForked } = call;
  const one = script.leg(from, 'out', { colleague: to });
  const callId = isForked ? one.call.id : script.newCallId();
  return [one, script.leg(to, 'in', { colleague: from }, callId)];
}
