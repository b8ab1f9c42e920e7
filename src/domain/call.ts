import type { RemoteParty } from './remote-party.ts';

/** How a leg ended. The last three have no hang-up that we were told of. */
export type LegEnd = 'hung-up' | 'elsewhere' | 'ring-timeout' | 'talk-timeout' | 'reboot';

/** One SIP dialog as one phone sees it. Times are epoch milliseconds. */
export type Leg = {
  readonly id: string;
  readonly phone: string;
  readonly callId?: string;
  readonly local?: string;
  readonly user?: string;
  readonly startedAt: number;
  readonly connectedAt?: number;
  /** Set while the call is on hold. */
  readonly heldSince?: number;
  readonly heldMs: number;
  /** The last event of this leg: the least it can have lasted when its end is unknown. */
  readonly lastSeenAt: number;
  readonly endedAt?: number;
  readonly end?: LegEnd;
};

/** What a person would call one telephone call: one leg, or many that belong together. */
export type Call = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** The event that tells the direction was never told: it is a guess. */
  readonly isDirectionAssumed?: true;
  readonly remote: RemoteParty;
  /** The other side as the phone sent it, without host. */
  readonly remoteRaw?: string;
  /** The other side's name as the telephone system sent it. */
  readonly displayName?: string;
  readonly legs: readonly [Leg, ...Leg[]];
  readonly startedAt: number;
  /** The call of the agent who handed this conversation over. */
  readonly transferredFrom?: string;
  /** When its agent last handed it over, or began to. */
  readonly transferAt?: number;
};

/** What became of a call. */
export type Outcome = 'ringing' | 'connected' | 'answered' | 'missed' | 'unanswered' | 'elsewhere';

/** The outcome as the legs tell it. */
export function outcomeOf(call: Call): Outcome {
  if (call.legs.some(isTalking)) return 'connected';
  if (!isOver(call)) return 'ringing';
  if (isAnswered(call)) return 'answered';
  if (isCompletedElsewhere(call)) return 'elsewhere';
  return call.direction === 'in' ? 'missed' : 'unanswered';
}

/** True when every leg whose end was told was told so; one we closed ourselves knows nothing. */
function isCompletedElsewhere(call: Call): boolean {
  const told = call.legs.filter((leg) => leg.end === 'elsewhere' || leg.end === 'hung-up');
  return told.length > 0 && told.every((leg) => leg.end === 'elsewhere');
}

/** True while the leg's phone talks, hold included. */
export function isTalking(leg: Leg): boolean {
  return leg.connectedAt !== undefined && leg.endedAt === undefined;
}

/** True while the leg's phone rings or dials. */
export function isRingingLeg(leg: Leg): boolean {
  return leg.connectedAt === undefined && leg.endedAt === undefined;
}

/** The extension or identity that a leg's phone gives itself, or undefined. */
export function identityOf(leg: Pick<Leg, 'local' | 'user'>): string | undefined {
  return leg.local ?? leg.user;
}

/** True when somebody of the office has talked in this call. */
export function isAnswered(call: Call): boolean {
  return call.legs.some((leg) => leg.connectedAt !== undefined);
}

/** True when no leg is open any more. */
export function isOver(call: Call): boolean {
  return call.legs.every((leg) => leg.endedAt !== undefined);
}

/** When the call was first answered, or undefined. */
export function connectedAtOf(call: Call): number | undefined {
  const times = call.legs.flatMap((leg) => leg.connectedAt ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** When the last leg ended, or undefined while one is open. */
export function endedAtOf(call: Call): number | undefined {
  return isOver(call) ? Math.max(...call.legs.map((leg) => leg.endedAt ?? 0)) : undefined;
}

/** Talk time in whole seconds, hold included; 0 for a call nobody answered or that goes on. */
export function durationSecondsOf(call: Call): number {
  if (!isOver(call)) return 0;
  const talks = call.legs
    .flatMap(({ connectedAt: from, endedAt: to }) =>
      from === undefined || to === undefined ? [] : [{ from, to }],
    )
    .sort((one, other) => one.from - other.from);
  let until = Number.NEGATIVE_INFINITY;
  let total = 0;
  // Two lines of one agent in one conversation count once.
  for (const { from, to } of talks) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.round(total / 1000);
}

/** True when a leg that talked was closed without a hang-up, so that its end is a guess. */
export function isEndUnknown(call: Call): boolean {
  return call.legs.some(
    (leg) => leg.connectedAt !== undefined && (leg.end === 'talk-timeout' || leg.end === 'reboot'),
  );
}

/** A text that is equal for equal parties. */
export function remoteKey(remote: RemoteParty): string {
  switch (remote.kind) {
    case 'withheld':
      return 'withheld';
    case 'internal':
      return `internal:${remote.extension}`;
    case 'external':
      return `number:${remote.number.e164 ?? remote.number.digits}`;
    case 'named':
      return `named:${remote.user}`;
  }
}
