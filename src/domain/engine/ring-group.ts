import {
  type Call,
  connectedAtOf,
  endedAtOf,
  isAnswered,
  isOver,
  isRingingLeg,
  type Leg,
} from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';
import type { Moment } from './scene.ts';

/** More phones than any office rings for one caller; a call must stay quick to read. */
const MOST_LEGS = 100;

/**
 * True when a leg of the call's own caller that begins now belongs to the call: they ring together
 * or follow each other (hunting).
 *
 * A leg joins only while the call rings, or shortly after its last leg ended unanswered. `isNewest`
 * is false for a call that was followed by another of the same caller; such a call has mostly been
 * given up, its hang-up lost, unless two callers share a number and ring together.
 */
export function takesLeg(call: Call, moment: Moment, isNewest: boolean): boolean {
  const { event } = moment;
  // The customer of a call out rings here only when the call was handed over.
  if (call.direction === 'out' && call.transferredFrom === undefined) return false;
  if (call.legs.length >= MOST_LEGS) return false;
  // A line rings once for one call: another Call-ID is another call.
  if (linesOf(call, event).some((leg) => leg.endedAt === undefined)) return false;
  if (!isNewest && !isSoon(call.startedAt, moment)) return false;
  if (isAnswered(call)) return isStraggler(call, moment);
  const endedAt = endedAtOf(call);
  return endedAt === undefined ? !isGivenUp(call, moment) : isSoon(endedAt, moment);
}

/**
 * True when the leg rang together with the one that was answered, only its report came later. A
 * phone that reports `missed` stopped ringing when another answered.
 */
function isStraggler(call: Call, moment: Moment): boolean {
  const { event } = moment;
  if (call.legs.some((leg) => leg.phone === event.phone)) return false;
  if (event.type === 'missed') return isSoon(connectedAtOf(call) ?? 0, moment);
  return !isOver(call) && isSoon(Math.max(...call.legs.map((leg) => leg.startedAt)), moment);
}

/**
 * True when a call that still seems to ring was given up long ago, a hang-up lost: this line's own
 * leg has ended some time ago, and nobody was rung since.
 */
function isGivenUp(call: Call, moment: Moment): boolean {
  const endedAt = linesOf(call, moment.event).at(-1)?.endedAt;
  if (endedAt === undefined || isSoon(endedAt, moment)) return false;
  return call.legs.filter(isRingingLeg).every((leg) => leg.startedAt < endedAt);
}

/** The call's legs on the line of the event: one phone can have several. */
function linesOf(call: Call, event: PhoneEvent): readonly Leg[] {
  return call.legs.filter((leg) => {
    const isOtherLine =
      leg.local !== undefined && event.local !== undefined && leg.local !== event.local;
    return leg.phone === event.phone && !isOtherLine;
  });
}

function isSoon(time: number, { event, rules }: Moment): boolean {
  return event.at - time <= rules.ringGroupMs;
}
