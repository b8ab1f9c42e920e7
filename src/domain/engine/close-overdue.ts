import type { Call, Leg } from '../call.ts';
import { finishLeg } from './leg.ts';
import { mapLegs, type Step } from './scene.ts';

/** Time limits of legs, in milliseconds. */
export type CallLimits = { readonly ringTimeoutMs: number; readonly callTimeoutMs: number };

/** Closes legs that ring or talk longer than the limits; nothing else would ever end them. */
export function closeOverdue(calls: readonly Call[], now: number, limits: CallLimits): Step {
  const changed = calls.flatMap((call) => {
    const next = mapLegs(call, (leg) => closeLeg(leg, now, limits));
    return next === call ? [] : [next];
  });
  return { changed };
}

function closeLeg(leg: Leg, now: number, limits: CallLimits): Leg {
  if (leg.connectedAt === undefined) {
    const due = leg.startedAt + limits.ringTimeoutMs;
    return now >= due ? finishLeg(leg, due, 'ring-timeout') : leg;
  }
  // Nobody knows when it ended: it lasted at least until its last event.
  const due = leg.connectedAt + limits.callTimeoutMs;
  return now >= due ? finishLeg(leg, leg.lastSeenAt, 'talk-timeout') : leg;
}
