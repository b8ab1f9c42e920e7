import type { PhoneEvent } from './phone-event.ts';
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
  readonly transferredFrom?: string;
};

/** What became of a call. */
export type Outcome = 'ringing' | 'connected' | 'answered' | 'missed' | 'unanswered' | 'elsewhere';

/** The calls an event changed, as they are now, and the leg it belongs to. */
export type Step = { readonly changed: readonly Call[]; readonly legId?: string };

/** Time limits of the call rules, in milliseconds. */
export type CallLimits = { readonly ringTimeoutMs: number; readonly callTimeoutMs: number };

/** Events without Call-ID belong to a leg of that phone that ended at most this long ago. */
export const ECHO_WINDOW_MS = 30_000;

const NOTHING: Step = { changed: [] };

/**
 * Applies one phone event to the calls that its phone takes part in.
 *
 * `calls` are those with a leg on this phone that is open, ended within ECHO_WINDOW_MS, or has
 * the event's Call-ID. Phones repeat events, and some come late or never; one that makes no sense
 * changes nothing.
 */
export function applyEvent(calls: readonly Call[], event: PhoneEvent, newId: () => string): Step {
  if (event.type === 'setup') return closeLegsOfPhone(calls, event);
  const found = findLeg(calls, event);
  switch (event.type) {
    case 'incoming':
    case 'outgoing':
      return found ? learnStart(found, event) : begin(event, newId);
    case 'connected':
      return found ? change(found, connect(found.leg, event.at)) : answeredUnheard(event, newId);
    case 'disconnected':
      return found ? change(found, hangUp(found.leg, event)) : NOTHING;
    case 'missed':
      // It follows `disconnected` and adds nothing, unless everything before it was lost.
      if (!found) return missedUnheard(event, newId);
      return change(found, found.leg.connectedAt ? found.leg : hangUp(found.leg, event));
    case 'hold':
      return found ? change(found, hold(found.leg, event.at)) : NOTHING;
    case 'unhold':
      return found ? change(found, resume(found.leg, event.at)) : NOTHING;
    case 'transfer':
    case 'blind-transfer':
    case 'attended-transfer':
    case 'received-attended-transfer':
      return found ? change(found, seen(found.leg, event.at)) : NOTHING;
  }
}

/** Closes legs that ring or talk longer than the limits; nothing else would ever end them. */
export function closeOverdue(calls: readonly Call[], now: number, limits: CallLimits): Step {
  return closeLegs(calls, (leg) => {
    if (leg.endedAt !== undefined) return leg;
    if (leg.connectedAt === undefined) {
      const due = leg.startedAt + limits.ringTimeoutMs;
      return now >= due ? { ...leg, endedAt: due, end: 'ring-timeout' } : leg;
    }
    const due = leg.connectedAt + limits.callTimeoutMs;
    return now >= due ? finish(leg, leg.lastSeenAt, 'talk-timeout') : leg;
  });
}

/** The outcome as the legs tell it. */
export function outcomeOf(call: Call): Outcome {
  const isConnected = call.legs.some((leg) => leg.connectedAt !== undefined && !leg.endedAt);
  if (isConnected) return 'connected';
  if (!isOver(call)) return 'ringing';
  if (connectedAtOf(call) !== undefined) return 'answered';
  if (call.legs.every((leg) => leg.end === 'elsewhere')) return 'elsewhere';
  return call.direction === 'in' ? 'missed' : 'unanswered';
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

/** Talk time in whole seconds, hold included; 0 for a call nobody answered. */
export function durationSecondsOf(call: Call): number {
  const start = connectedAtOf(call);
  const end = endedAtOf(call);
  return start === undefined || end === undefined
    ? 0
    : Math.max(0, Math.round((end - start) / 1000));
}

/** True when a leg was closed without a hang-up, so that its end is a guess. */
export function isEndUnknown(call: Call): boolean {
  return call.legs.some((leg) => leg.end === 'talk-timeout' || leg.end === 'reboot');
}

type Found = { readonly call: Call; readonly leg: Leg };

function findLeg(calls: readonly Call[], event: PhoneEvent): Found | undefined {
  const legs = calls
    .flatMap((call) => call.legs.map((leg) => ({ call, leg })))
    .filter(({ leg }) => leg.phone === event.phone)
    .sort((one, other) => other.leg.startedAt - one.leg.startedAt);
  if (event.callId !== undefined) {
    const exact = legs.find(({ leg }) => leg.callId === event.callId);
    if (exact) return exact;
  }
  const candidates = legs.filter(
    ({ leg }) => event.callId === undefined || leg.callId === undefined,
  );
  return isStart(event)
    ? candidates.find((it) => !it.leg.endedAt && isSameRemote(it, event) && isRepeat(it, event))
    : findWithoutCallId(candidates, event);
}

/** Without a Call-ID: the leg with this remote party, else the phone's only open leg. */
function findWithoutCallId(legs: readonly Found[], event: PhoneEvent): Found | undefined {
  const open = legs.filter(({ leg }) => leg.endedAt === undefined);
  const recent = legs.filter(({ leg }) => event.at - (leg.endedAt ?? 0) <= ECHO_WINDOW_MS);
  if (event.remote.kind !== 'withheld') {
    return (
      open.find((it) => isSameRemote(it, event)) ?? recent.find((it) => isSameRemote(it, event))
    );
  }
  return open.length > 0 ? (open.length === 1 ? open[0] : undefined) : recent[0];
}

function isStart(event: PhoneEvent): boolean {
  return event.type === 'incoming' || event.type === 'outgoing';
}

function isRepeat({ call, leg }: Found, event: PhoneEvent): boolean {
  return call.direction === directionOf(event) && leg.connectedAt === undefined;
}

function isSameRemote({ call }: Found, event: PhoneEvent): boolean {
  // The raw text too: only of dialled numbers the outside prefix is known to be one.
  const isSameText = call.remoteRaw !== undefined && call.remoteRaw === event.remoteRaw;
  return isSameText || remoteKey(call.remote) === remoteKey(event.remote);
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

function directionOf(event: PhoneEvent): 'in' | 'out' {
  return event.type === 'outgoing' ? 'out' : 'in';
}

function begin(event: PhoneEvent, newId: () => string): Step {
  const leg: Leg = {
    id: newId(),
    phone: event.phone,
    ...(event.callId !== undefined && { callId: event.callId }),
    ...(event.local !== undefined && { local: event.local }),
    ...(event.user !== undefined && { user: event.user }),
    startedAt: event.at,
    heldMs: 0,
    lastSeenAt: event.at,
  };
  const call: Call = {
    id: newId(),
    direction: directionOf(event),
    remote: event.remote,
    ...(event.remoteRaw !== undefined && { remoteRaw: event.remoteRaw }),
    ...(event.name !== undefined && { displayName: event.name }),
    legs: [leg],
    startedAt: event.at,
  };
  return { changed: [call], legId: leg.id };
}

/** The report that began the call was overtaken by the one of its answer. */
function learnStart({ call, leg }: Found, event: PhoneEvent): Step {
  if (!call.isDirectionAssumed) return { changed: [], legId: leg.id };
  const { isDirectionAssumed: _, ...rest } = call;
  return { changed: [{ ...rest, direction: directionOf(event) }], legId: leg.id };
}

/**
 * Somebody talks, and how it began was lost. Better a call with a guessed direction than none:
 * most calls that nobody sees begin are incoming ones.
 */
function answeredUnheard(event: PhoneEvent, newId: () => string): Step {
  const { changed, legId } = begin(event, newId);
  return {
    changed: changed.map((call) => ({
      ...call,
      isDirectionAssumed: true,
      legs: [connect(call.legs[0], event.at)],
    })),
    ...(legId !== undefined && { legId }),
  };
}

/** `missed` says by itself that somebody called and nobody answered. */
function missedUnheard(event: PhoneEvent, newId: () => string): Step {
  const { changed, legId } = begin(event, newId);
  return closeLegs(changed, (leg) => finish(leg, event.at, 'hung-up'), legId);
}

function connect(leg: Leg, at: number): Leg {
  if (leg.endedAt !== undefined || leg.connectedAt !== undefined) return leg;
  return { ...leg, connectedAt: at, lastSeenAt: at };
}

function hangUp(leg: Leg, event: PhoneEvent): Leg {
  const isElsewhere = leg.connectedAt === undefined && isCompletedElsewhere(event.reason);
  return finish(leg, event.at, isElsewhere ? 'elsewhere' : 'hung-up');
}

/** RFC 3326: `SIP;cause=200;text="Call completed elsewhere"`. */
function isCompletedElsewhere(reason: string | undefined): boolean {
  return reason !== undefined && /cause\s*=\s*200\b|completed elsewhere/i.test(reason);
}

function finish(leg: Leg, at: number, end: LegEnd): Leg {
  if (leg.endedAt !== undefined) return leg;
  const resumed = resume(leg, at);
  return { ...resumed, endedAt: Math.max(at, leg.startedAt), end, lastSeenAt: at };
}

function hold(leg: Leg, at: number): Leg {
  if (leg.connectedAt === undefined || leg.endedAt !== undefined) return leg;
  return { ...leg, heldSince: leg.heldSince ?? at, lastSeenAt: at };
}

function resume(leg: Leg, at: number): Leg {
  if (leg.heldSince === undefined || leg.endedAt !== undefined) return leg;
  const { heldSince, ...rest } = leg;
  return { ...rest, heldMs: leg.heldMs + Math.max(0, at - heldSince), lastSeenAt: at };
}

function seen(leg: Leg, at: number): Leg {
  return leg.endedAt === undefined ? { ...leg, lastSeenAt: at } : leg;
}

function closeLegsOfPhone(calls: readonly Call[], event: PhoneEvent): Step {
  return closeLegs(calls, (leg) =>
    leg.phone === event.phone ? finish(leg, event.at, 'reboot') : leg,
  );
}

function closeLegs(calls: readonly Call[], close: (leg: Leg) => Leg, legId?: string): Step {
  const changed = calls.flatMap((call) => {
    const legs = call.legs.map(close) as unknown as Call['legs'];
    return legs.some((leg, index) => leg !== call.legs[index]) ? [{ ...call, legs }] : [];
  });
  return { changed, ...(legId !== undefined && { legId }) };
}

function change({ call, leg }: Found, next: Leg): Step {
  if (next === leg) return { changed: [], legId: leg.id };
  const legs = call.legs.map((it) => (it === leg ? next : it)) as unknown as Call['legs'];
  return { changed: [{ ...call, legs }], legId: leg.id };
}
