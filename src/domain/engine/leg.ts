import type { Leg, LegEnd } from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';

/** What an event can do to one leg. One that makes no sense gives back the same leg. */

export function beginLeg(event: PhoneEvent, id: string): Leg {
  return {
    id,
    phone: event.phone,
    ...(event.callId !== undefined && { callId: event.callId }),
    ...(event.local !== undefined && { local: event.local }),
    ...(event.user !== undefined && { user: event.user }),
    startedAt: event.at,
    heldMs: 0,
    lastSeenAt: event.at,
  };
}

/**
 * The leg, answered. A report that comes up to `lateMs` after a hang-up was overtaken by it:
 * somebody did talk, for a time nobody knows. A leg that we gave up ourselves is alive after all.
 */
export function connectLeg(leg: Leg, at: number, lateMs: number): Leg {
  if (leg.connectedAt !== undefined) return leg;
  const { endedAt, end, ...open } = leg;
  if (endedAt === undefined) return { ...leg, connectedAt: at, lastSeenAt: at };
  const isUntold = end === 'elsewhere' && leg.lastSeenAt < endedAt;
  if (isUntold || end === 'ring-timeout' || end === 'reboot') {
    return { ...open, connectedAt: at, lastSeenAt: at };
  }
  const isLate = end === 'hung-up' && at - endedAt <= lateMs;
  return isLate ? { ...leg, connectedAt: endedAt } : leg;
}

/** The leg, ended; `heldMs` complete. */
export function finishLeg(leg: Leg, at: number, end: LegEnd): Leg {
  if (leg.endedAt !== undefined) return leg;
  const endedAt = Math.max(at, leg.connectedAt ?? leg.startedAt);
  return { ...resumeLeg(leg, endedAt), endedAt, end, lastSeenAt: endedAt };
}

/** The leg on hold; hold ends no call. */
export function holdLeg(leg: Leg, at: number): Leg {
  if (leg.endedAt !== undefined) return leg;
  return { ...leg, heldSince: leg.heldSince ?? at, lastSeenAt: at };
}

export function resumeLeg(leg: Leg, at: number): Leg {
  if (leg.heldSince === undefined || leg.endedAt !== undefined) return leg;
  const { heldSince, ...rest } = leg;
  return { ...rest, heldMs: leg.heldMs + Math.max(0, at - heldSince), lastSeenAt: at };
}

/** The leg, alive at this time. */
export function seeLeg(leg: Leg, at: number): Leg {
  return leg.endedAt === undefined ? { ...leg, lastSeenAt: at } : leg;
}

/** How a hang-up ends this leg: RFC 3326 tells when somebody else has answered. */
export function endOf(leg: Leg, reason: string | undefined): LegEnd {
  const isElsewhere =
    leg.connectedAt === undefined &&
    reason !== undefined &&
    /cause\s*=\s*200\b|completed elsewhere/i.test(reason);
  return isElsewhere ? 'elsewhere' : 'hung-up';
}
