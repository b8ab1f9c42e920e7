import {
  type Call,
  connectedAtOf,
  identityOf,
  isAnswered,
  isRingingLeg,
  type Leg,
  remoteKey,
} from '../call.ts';
import { finishLeg } from './leg.ts';
import { type Moment, mapLegs } from './scene.ts';

/** Who gets a customer that was handed over. */

/** The colleague's leg of a consultation goes on as a conversation with the customer. */
export function takeOver(
  consultation: Call,
  colleague: Leg,
  from: Call,
  { event, newId }: Moment,
): readonly [Call, Call] {
  const { heldSince: _, ...rest } = colleague;
  const leg: Leg = {
    ...rest,
    id: newId(),
    startedAt: event.at,
    ...(isTalkingWith(consultation, colleague) && { connectedAt: event.at }),
    heldMs: 0,
    lastSeenAt: event.at,
  };
  const ended = mapLegs(consultation, (it) =>
    it.id === colleague.id ? finishLeg(it, event.at, 'hung-up') : it,
  );
  const { direction, remote } = from;
  const call = { id: newId(), direction, remote, legs: [leg], startedAt: event.at } as const;
  return [giveTo(call, from), ended];
}

/** Who is alone with somebody who talks, talks too, also when the report of it was lost. */
function isTalkingWith(consultation: Call, colleague: Leg): boolean {
  return consultation.legs.length === 2
    ? isAnswered(consultation)
    : colleague.connectedAt !== undefined;
}

/** The call, as one with the customer of another one that was handed over. */
export function giveTo(call: Call, from: Call): Call {
  const { remoteRaw: _, displayName: __, ...rest } = call;
  return {
    ...rest,
    direction: from.direction,
    remote: from.remote,
    ...(from.remoteRaw !== undefined && { remoteRaw: from.remoteRaw }),
    ...(from.displayName !== undefined && { displayName: from.displayName }),
    transferredFrom: from.id,
  };
}

/**
 * Parts the call from phones that began to ring after its answer: taken for members of its ring
 * group who are late to report, they turn out to be targets.
 */
export function partTargets(call: Call, { newId }: Moment): readonly [Call, readonly Call[]] {
  const answeredAt = connectedAtOf(call) ?? Number.POSITIVE_INFINITY;
  const isTarget = (leg: Leg) => isRingingLeg(leg) && leg.startedAt > answeredAt;
  const [first, ...others] = call.legs.filter(isTarget);
  if (!first) return [call, []];
  const legs = call.legs.filter((leg) => !isTarget(leg)) as unknown as Call['legs'];
  const { direction, remote } = call;
  const { startedAt } = first;
  const part = { id: newId(), direction, remote, legs: [first, ...others], startedAt } as const;
  return [{ ...call, legs }, [part]];
}

/** A target that rang before the report of its transfer came: it shows customer or colleague. */
export function isEarlyTarget(call: Call, from: Call, { event, rules }: Moment): boolean {
  const { remote } = call;
  const isNew =
    call.transferredFrom === undefined &&
    call.direction === 'in' &&
    call.startedAt > from.startedAt &&
    event.at - call.startedAt <= rules.ringGroupMs &&
    call.legs.every((leg) => leg.phone !== event.phone);
  if (!isNew || call.id === from.id || remote.kind === 'withheld') return false;
  if (remote.kind !== 'internal') return remoteKey(remote) === remoteKey(from.remote);
  return from.legs.some((leg) => leg.phone === event.phone && identityOf(leg) === remote.extension);
}
