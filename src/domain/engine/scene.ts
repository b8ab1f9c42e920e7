import { type Call, isAnswered, isRingingLeg, isTalking, type Leg } from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';
import { finishLeg } from './leg.ts';

/** A hang-up that came before anything else of its leg was told. */
export type Stray = { readonly at: number; readonly reason?: string };

/**
 * All that an event may have to do with: calls with a leg of its phone that is open, ended within
 * ECHO_WINDOW_MS or has its Call-ID; calls with its Call-ID on other phones; calls with the same
 * other side, or handed over, that are open or ended within ECHO_WINDOW_MS. More does no harm.
 */
export type Scene = {
  readonly calls: readonly Call[];
  readonly stray?: Stray | undefined;
};

/** What the office has set. */
export type CallRules = {
  /** Legs of one caller closer than this, in milliseconds, belong to one call. */
  readonly ringGroupMs: number;
};

/** The calls an event changed, as they are now, and the leg it belongs to. */
export type Step = { readonly changed: readonly Call[]; readonly legId?: string };

/** An event in its surroundings. */
export type Moment = {
  readonly scene: Scene;
  readonly event: PhoneEvent;
  readonly rules: CallRules;
  readonly newId: () => string;
};

/** A leg and its call. */
export type Found = { readonly call: Call; readonly leg: Leg };

/** How long ago what still matters to an event can have ended. */
export const ECHO_WINDOW_MS = 30_000;

export const NOTHING: Step = { changed: [] };

/** The step that puts another state of the leg into its call. */
export function changeLeg({ call, leg }: Found, next: Leg): Step {
  if (next === leg) return { changed: [], legId: leg.id };
  return { changed: [settleCall(withLeg(call, next))], legId: leg.id };
}

/** The call with this state of a leg, or with one leg more. */
export function withLeg(call: Call, leg: Leg): Call {
  const isKnown = call.legs.some((it) => it.id === leg.id);
  const legs = isKnown ? call.legs.map((it) => (it.id === leg.id ? leg : it)) : [...call.legs, leg];
  return { ...call, legs: legs as unknown as Call['legs'] };
}

/** The call with every leg changed that `change` gives another state; the same if none. */
export function mapLegs(call: Call, change: (leg: Leg) => Leg): Call {
  const legs = call.legs.map(change);
  const isChanged = legs.some((leg, index) => leg !== call.legs[index]);
  return isChanged ? settleCall({ ...call, legs: legs as unknown as Call['legs'] }) : call;
}

/**
 * The call with what follows from its legs: an answered call is over when its last talking leg
 * ends, and phones that still ring were not the ones that answered.
 */
export function settleCall(call: Call): Call {
  if (!isAnswered(call) || call.legs.some(isTalking)) return call;
  const end = Math.max(
    ...call.legs.flatMap((leg) => (leg.connectedAt !== undefined ? (leg.endedAt ?? 0) : [])),
  );
  const legs = call.legs.map((leg) => {
    // Nobody has said so: the leg was last seen earlier.
    if (isRingingLeg(leg)) {
      return { ...finishLeg(leg, end, 'elsewhere'), lastSeenAt: leg.lastSeenAt };
    }
    return leg.connectedAt === undefined && leg.end === 'hung-up'
      ? { ...leg, end: 'elsewhere' as const }
      : leg;
  });
  return { ...call, legs: legs as unknown as Call['legs'] };
}
