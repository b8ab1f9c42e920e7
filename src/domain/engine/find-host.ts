import { type Call, endedAtOf, identityOf, isAnswered, isOver, remoteKey } from '../call.ts';
import { directionOf } from './find-leg.ts';
import { findInternalPair } from './internal-call.ts';
import { takesLeg } from './ring-group.ts';
import { ECHO_WINDOW_MS, type Moment } from './scene.ts';

/** Where a new leg belongs: into a call, behind a handed-over one as a call of its own, nowhere. */
export type Host =
  | { readonly kind: 'join'; readonly call: Call }
  | { readonly kind: 'transfer'; readonly from: Call }
  | { readonly kind: 'none' };

/** Finds where the leg of an `incoming`, `outgoing` or unheard event belongs. */
export function findHost(moment: Moment): Host {
  return (
    sameSipCall(moment) ??
    join(findInternalPair(moment, 'exact')) ??
    (directionOf(moment.event) === 'in' ? sameCaller(moment) : undefined) ??
    join(findInternalPair(moment, 'loose')) ?? { kind: 'none' }
  );
}

/** True when its agent has just handed it over, or did so as the last thing of the call. */
export function isHandedOver(
  call: Call,
  { event, rules }: Pick<Moment, 'event' | 'rules'>,
): boolean {
  // Who hands over what only rings deflects it: the next phone rings for the same call.
  if (call.transferAt === undefined || !isAnswered(call)) return false;
  const endedAt = endedAtOf(call);
  // Whose ringing was lost has rung since.
  const isUnheard = event.type === 'connected' || event.type === 'missed';
  const windowMs = isUnheard ? ECHO_WINDOW_MS : rules.ringGroupMs;
  const isNear = (from: number, to: number) => Math.abs(to - from) <= windowMs;
  if (isNear(call.transferAt, event.at)) return true;
  return endedAt !== undefined && isNear(call.transferAt, endedAt) && isNear(endedAt, event.at);
}

/** True when another phone's agent talks, or has talked, with the customer of a handed-over call. */
export function hasArrived(from: Call, { scene, event }: Pick<Moment, 'scene' | 'event'>): boolean {
  return scene.calls.some(
    (call) =>
      call.transferredFrom === from.id &&
      isAnswered(call) &&
      !call.legs.some((leg) => leg.phone === event.phone),
  );
}

/** A forking proxy rings all phones with one Call-ID, and may keep it when the call moves on. */
function sameSipCall(moment: Moment): Host | undefined {
  const { scene, event } = moment;
  if (event.callId === undefined) return undefined;
  const [call] = scene.calls
    .filter((it) => it.legs.some((leg) => leg.callId === event.callId))
    .sort(newestFirst);
  if (!call) return undefined;
  const hasMovedOn = isHandedOver(call, moment) || (isAnswered(call) && isOver(call));
  return hasMovedOn ? { kind: 'transfer', from: call } : { kind: 'join', call };
}

/** A ring group, hunting, or the target of a transfer that shows the customer. */
function sameCaller(moment: Moment): Host | undefined {
  const { scene, event } = moment;
  const from = findMaskedTransfer(moment);
  const remote = from?.remote ?? event.remote;
  // Withheld callers have nothing in common.
  if (remote.kind === 'withheld') return from && { kind: 'transfer', from };
  const key = remoteKey(remote);
  const calls = scene.calls.filter((call) => remoteKey(call.remote) === key).sort(newestFirst);
  for (const call of calls) {
    if (isHandedOver(call, moment)) return { kind: 'transfer', from: call };
    if (takesLeg(call, moment, call === calls[0])) return { kind: 'join', call };
  }
  return undefined;
}

/**
 * Some telephone systems show the target of a blind transfer not the customer but the colleague
 * who transfers. If that colleague had called by himself, his own phone would have told.
 */
function findMaskedTransfer(moment: Moment): Call | undefined {
  const { scene, event } = moment;
  const { remote } = event;
  if (remote.kind !== 'internal') return undefined;
  return scene.calls.find(
    (call) =>
      call.remote.kind !== 'internal' &&
      isHandedOver(call, moment) &&
      !hasArrived(call, moment) &&
      call.legs.some((leg) => identityOf(leg) === remote.extension && leg.phone !== event.phone),
  );
}

function newestFirst(one: Call, other: Call): number {
  return other.startedAt - one.startedAt;
}

function join(call: Call | undefined): Host | undefined {
  return call && { kind: 'join', call };
}
