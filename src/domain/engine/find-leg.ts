import { type Call, identityOf, isRingingLeg, remoteKey } from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';
import { isFeatureCode } from './pick-up.ts';
import { ECHO_WINDOW_MS, type Found, type Moment } from './scene.ts';

/**
 * The leg that an event speaks of, or undefined.
 *
 * The Call-ID tells, on the event's own phone only: it is the same on all phones behind a forking
 * proxy. Without it: the leg with the same other side, else the phone's only open leg.
 */
export function findLeg(moment: Moment): Found | undefined {
  const { scene, event } = moment;
  const legs = scene.calls
    .flatMap((call) => call.legs.map((leg) => ({ call, leg })))
    .filter(({ leg }) => leg.phone === event.phone)
    .sort(openAndLatestFirst);
  const exact = legs.find(({ leg }) => event.callId !== undefined && leg.callId === event.callId);
  if (exact) return isStart(event) && isRungAgain(exact, moment) ? undefined : exact;
  const unnamed = legs.filter(({ leg }) => event.callId === undefined || leg.callId === undefined);
  return isStart(event) ? findRepeated(unnamed, moment) : findNameless(unnamed, moment);
}

/** True for the events that begin a leg. */
export function isStart(event: PhoneEvent): boolean {
  return event.type === 'incoming' || event.type === 'outgoing';
}

/** The direction that an event tells of its leg. */
export function directionOf(event: PhoneEvent): 'in' | 'out' {
  return event.type === 'outgoing' ? 'out' : 'in';
}

/** One Call-ID can have an ended leg (the consultation) and an open one (the conversation). */
function openAndLatestFirst(one: Found, other: Found): number {
  const openness = Number(one.leg.endedAt !== undefined) - Number(other.leg.endedAt !== undefined);
  return openness || other.leg.startedAt - one.leg.startedAt;
}

/** A proxy that hunts in circles rings a phone again with the Call-ID it had. */
function isRungAgain({ call, leg }: Found, { event, rules }: Moment): boolean {
  // Seen after its end: it is the leg's own beginning that was told late.
  const isComplete = leg.lastSeenAt === leg.endedAt && !call.isDirectionAssumed;
  return isComplete && event.at - leg.startedAt > rules.ringGroupMs;
}

/** A start that is told twice comes soon; later it is the caller's next call, the end of this lost. */
function findRepeated(legs: readonly Found[], moment: Moment): Found | undefined {
  const { event, rules } = moment;
  return legs.find(({ call, leg }) => {
    // What ended unanswered may ring anew at once, what was handed over may come back.
    const isDone = leg.connectedAt !== undefined && call.transferAt === undefined;
    const isPossible = leg.endedAt === undefined || isDone;
    const isSoon = event.at - leg.startedAt <= rules.ringGroupMs;
    return isPossible && isSoon && isSameWay(call, event) && isSameParty({ call, leg }, moment);
  });
}

/** Of a call with two ends, or handed over, the direction is not that of every leg. */
function isSameWay(call: Call, event: PhoneEvent): boolean {
  const isShared = call.remote.kind === 'internal' || call.transferredFrom !== undefined;
  return isShared || call.isDirectionAssumed === true || call.direction === directionOf(event);
}

function findNameless(legs: readonly Found[], moment: Moment): Found | undefined {
  const { event, rules } = moment;
  const open = legs.filter(({ leg }) => leg.endedAt === undefined);
  // An answer is no echo: a hang-up that overtook it came just now.
  const windowMs = event.type === 'connected' ? rules.ringGroupMs : ECHO_WINDOW_MS;
  const recent = legs.filter(({ leg }) => event.at - (leg.endedAt ?? 0) <= windowMs);
  if (event.remote.kind !== 'withheld') {
    const isSame = (it: Found) => isSameParty(it, moment);
    if (event.type !== 'connected') return open.find(isSame) ?? recent.find(isSame);
    // Who answers a feature code is shown in its place.
    const isNew = ({ leg: { connectedAt } }: Found) =>
      connectedAt === undefined || event.at - connectedAt <= rules.ringGroupMs;
    const ringing = open.filter(({ leg }) => isRingingLeg(leg));
    const answered =
      open.find((it) => isNew(it) && isSame(it)) ?? ringing.find(({ call }) => isFeatureCode(call));
    return answered ?? open.find(isSame) ?? recent.find(isSame);
  }
  return open.length > 0 ? (open.length === 1 ? open[0] : undefined) : recent[0];
}

function isSameParty(found: Found, moment: Moment): boolean {
  const { call } = found;
  const { event } = moment;
  // The raw text too: only of dialled numbers the outside prefix is known to be one.
  const isSameText = call.remoteRaw !== undefined && call.remoteRaw === event.remoteRaw;
  return (
    isSameText ||
    remoteKey(call.remote) === remoteKey(event.remote) ||
    isShownColleague(found, moment)
  );
}

/** Phones also name the colleague at the other end of an internal call, or who transferred. */
function isShownColleague({ call, leg }: Found, { scene, event: { remote } }: Moment): boolean {
  if (remote.kind !== 'internal') return false;
  const from = scene.calls.find((it) => it.id === call.transferredFrom);
  return [...call.legs, ...(from?.legs ?? [])].some(
    (it) => it.phone !== leg.phone && identityOf(it) === remote.extension,
  );
}
