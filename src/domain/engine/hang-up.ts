import { type Call, isAnswered, type Leg } from '../call.ts';
import { leaveConsultation } from './hand-over.ts';
import { endOf, finishLeg } from './leg.ts';
import { changeLeg, type Found, type Moment, type Step } from './scene.ts';

/** The leg ends. `disconnected` comes for every leg, also for one that was never answered. */
export function hangUp(found: Found, moment: Moment): Step {
  const { call, leg } = found;
  if (leg.endedAt !== undefined) return { changed: [], legId: leg.id };
  if (call.remote.kind === 'internal') {
    return { changed: leaveConsultation(found, moment), legId: leg.id };
  }
  const { event } = moment;
  const end = endOf(leg, event.reason);
  const answeredAt = end === 'hung-up' ? findLostAnswer(call, leg, moment) : undefined;
  const known = answeredAt === undefined ? leg : { ...leg, connectedAt: answeredAt };
  return changeLeg(found, finishLeg(known, event.at, end));
}

/** `missed` follows `disconnected` and adds nothing, unless that was lost. */
export function miss(found: Found, { event }: Moment): Step {
  const { leg } = found;
  if (leg.connectedAt !== undefined) return { changed: [], legId: leg.id };
  return changeLeg(found, finishLeg(leg, event.at, endOf(leg, event.reason)));
}

/**
 * When this leg was answered although no report says so: another phone of the group was told that
 * the call was completed elsewhere, and only this one went on.
 */
function findLostAnswer(call: Call, leg: Leg, { event, rules }: Moment): number | undefined {
  // Without a Call-ID the hang-up may be another leg's.
  if (isAnswered(call) || event.callId === undefined) return undefined;
  const others = call.legs.filter((it) => it.id !== leg.id);
  const told = others.filter((it) => it.end === 'elsewhere').map((it) => it.endedAt ?? 0);
  const at = Math.min(...told);
  const isLast = others.every((it) => (it.endedAt ?? event.at) - at <= rules.ringGroupMs);
  const isOutlasting = leg.startedAt < at && event.at - at > rules.ringGroupMs;
  return told.length > 0 && isLast && isOutlasting ? at : undefined;
}
