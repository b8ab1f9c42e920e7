import { type Call, endedAtOf, identityOf, isAnswered } from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';
import type { Moment } from './scene.ts';

/**
 * The internal call that a leg is the other end of, or undefined: both phones report it.
 *
 * `exact` asks for a call between just these two. `loose` also takes one that was dialled to
 * another number: a group, or a colleague who forwards.
 */
export function findInternalPair(moment: Moment, match: 'exact' | 'loose'): Call | undefined {
  const { scene, event, rules } = moment;
  return scene.calls.find((call) => {
    if (call.legs.some((leg) => leg.phone === event.phone)) return false;
    if (!isCallOfOtherEnd(call, event)) return false;
    const isNow = event.at - (endedAtOf(call) ?? event.at) <= rules.ringGroupMs;
    if (match === 'exact') return isNow && isBetween(call, event);
    // Whoever else is called by the same colleague now is a call of his own.
    if (call.legs.some((leg) => isCalledEnd(call, identityOf(leg)))) return false;
    const isNew = event.at - call.startedAt <= rules.ringGroupMs;
    return isNow && (isNew || !isAnswered(call));
  });
}

/** The caller's leg shows whom he dialled, the called one who calls. */
function isCallOfOtherEnd(call: Call, event: PhoneEvent): boolean {
  const { remote } = event;
  if (remote.kind !== 'internal' || call.remote.kind !== 'internal') return false;
  const isOut = call.direction === 'out' || call.isDirectionAssumed === true;
  const isCaller = isOut && call.legs.some((leg) => identityOf(leg) === remote.extension);
  const own = identityOf(event);
  const isCalled = call.direction === 'in' && call.remote.extension === own;
  return (isCaller && event.type !== 'outgoing') || (isCalled && event.type !== 'incoming');
}

function isCalledEnd(call: Call, identity: string | undefined): boolean {
  return call.remote.kind === 'internal' && call.remote.extension === identity;
}

function isBetween(call: Call, event: PhoneEvent): boolean {
  const { remote } = event;
  if (remote.kind !== 'internal' || call.remote.kind !== 'internal') return false;
  const { extension } = call.remote;
  return (
    extension === identityOf(event) && call.legs.some((leg) => identityOf(leg) === remote.extension)
  );
}
