import { type Call, identityOf, isAnswered, type Leg } from '../call.ts';
import { place } from './begin.ts';
import { findHost } from './find-host.ts';
import { beginLeg, connectLeg, finishLeg } from './leg.ts';
import { pickUp } from './pick-up.ts';
import { receive } from './receive.ts';
import { changeLeg, type Found, type Moment, type Step, settleCall } from './scene.ts';

/** The leg is answered. An agent who joins another agent's conversation gets a call of his own. */
export function connect(found: Found, moment: Moment): Step {
  const { event, rules } = moment;
  const leg = connectLeg(found.leg, event.at, rules.ringGroupMs);
  if (leg === found.leg) return { changed: [], legId: leg.id };
  const picked = pickUp({ call: found.call, leg }, moment);
  if (picked) return picked;
  const isOthers = found.call.legs.some(
    (it) => it.connectedAt !== undefined && !isSameAgent(it, leg),
  );
  if (!isOthers || found.call.remote.kind === 'internal') return changeLeg(found, leg);
  return split(found.call, leg, moment);
}

/**
 * Somebody talks, and how it began was lost. If the customer was handed over or rings in the
 * office, it is that call; else better a call with a guessed direction than none: most calls that
 * nobody sees begin are incoming ones.
 */
export function connectUnheard(moment: Moment): Step {
  const { event, newId, scene } = moment;
  const talking = { ...beginLeg(event, newId()), connectedAt: event.at };
  const leg = scene.stray ? finishLeg(talking, event.at, 'hung-up') : talking;
  const host = findHost(moment);
  if (host.kind === 'transfer') {
    const isTold = host.from.transferAt !== undefined && !scene.stray;
    return isTold ? receive(moment) : place(leg, host, moment);
  }
  const isOpen =
    host.kind === 'join' && (!isAnswered(host.call) || host.call.remote.kind === 'internal');
  if (isOpen) return place(leg, host, moment);
  const { changed } = place(leg, { kind: 'none' }, moment);
  return {
    changed: changed.map((call) => ({ ...call, isDirectionAssumed: true })),
    legId: leg.id,
  };
}

/** Moves the leg of a further agent into a call of its own, behind the one it was in. */
function split(call: Call, leg: Leg, { newId }: Moment): Step {
  const left = call.legs.filter((it) => it.id !== leg.id) as unknown as Call['legs'];
  const { transferAt: _, isDirectionAssumed: __, ...facts } = call;
  const own: Call = {
    ...facts,
    id: newId(),
    legs: [leg],
    startedAt: leg.startedAt,
    transferredFrom: call.id,
  };
  return { changed: [settleCall({ ...call, legs: left }), settleCall(own)], legId: leg.id };
}

function isSameAgent(one: Leg, other: Leg): boolean {
  if (one.phone === other.phone) return true;
  const identity = identityOf(one);
  return identity !== undefined && identity === identityOf(other);
}
