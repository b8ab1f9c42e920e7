import type { Call, Leg } from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';
import { findHost, type Host } from './find-host.ts';
import { directionOf, isStart } from './find-leg.ts';
import { beginLeg, endOf, finishLeg } from './leg.ts';
import { pickUp } from './pick-up.ts';
import { type Found, type Moment, type Step, settleCall, withLeg } from './scene.ts';

/** A leg begins: in the call of its ring group, behind a transferred one, or as a call. */
export function begin(moment: Moment): Step {
  const { event, scene, newId } = moment;
  const leg = beginLeg(event, newId());
  // Its hang-up was told before its beginning.
  const { stray } = scene;
  const begun = stray ? finishLeg(leg, event.at, endOf(leg, stray.reason)) : leg;
  return place(begun, findHost(moment), moment);
}

/** `missed` says by itself that somebody called and this phone did not answer. */
export function beginMissed(moment: Moment): Step {
  const { event, newId } = moment;
  const leg = beginLeg(event, newId());
  return place(finishLeg(leg, event.at, endOf(leg, event.reason)), findHost(moment), moment);
}

/** Puts a new leg where it belongs. */
export function place(leg: Leg, host: Host, moment: Moment): Step {
  const call =
    host.kind === 'join'
      ? joinCall(host.call, leg, moment.event)
      : createCall(leg, moment, host.kind === 'transfer' ? host.from : undefined);
  return { changed: [settleCall(call)], legId: leg.id };
}

/** The report that began the call was overtaken by the one of its answer, or of its transfer. */
export function learnStart({ call, leg }: Found, moment: Moment): Step {
  const { event, scene } = moment;
  if (!call.isDirectionAssumed) return { changed: [], legId: leg.id };
  const { isDirectionAssumed: _, ...rest } = withLeg(call, { ...leg, lastSeenAt: event.at });
  const direction = directionOf(event);
  if (call.remote.kind === 'external' && event.remote.kind !== 'external') {
    const code: Call = { ...rest, direction, remote: event.remote };
    const answer = { ...event, remote: call.remote };
    return (
      pickUp({ call: code, leg }, { ...moment, event: answer }) ?? { changed: [], legId: leg.id }
    );
  }
  const following = scene.calls.filter((it) => it.transferredFrom === call.id);
  const learned = [{ ...rest, remote: event.remote }, ...following];
  return { changed: learned.map((it) => ({ ...it, direction })), legId: leg.id };
}

function joinCall(call: Call, leg: Leg, event: PhoneEvent): Call {
  const { isDirectionAssumed, ...joined } = withLeg(call, leg);
  if (!isStart(event)) return withLeg(call, leg);
  // An internal call is told as its caller sees it.
  if (event.type === 'outgoing') return { ...joined, direction: 'out', remote: event.remote };
  const direction = call.remote.kind === 'internal' ? 'out' : 'in';
  return isDirectionAssumed ? { ...joined, direction } : joined;
}

/** A new call, with the customer of the call it was handed over from, if there is one. */
export function createCall(leg: Leg, { event, newId }: Moment, from: Call | undefined): Call {
  // A target that is shown the colleague who transfers still talks with the customer.
  const isMasked = from !== undefined && event.remote.kind !== 'external';
  const remoteRaw = isMasked ? from.remoteRaw : event.remoteRaw;
  const displayName = isMasked ? from.displayName : event.name;
  return {
    id: newId(),
    direction: from?.direction ?? directionOf(event),
    remote: isMasked ? from.remote : event.remote,
    ...(remoteRaw !== undefined && { remoteRaw }),
    ...(displayName !== undefined && { displayName }),
    legs: [leg],
    startedAt: leg.startedAt,
    ...(from && { transferredFrom: from.id }),
  };
}
