import { type Call, isAnswered, isOver, remoteKey } from '../call.ts';
import { finishLeg } from './leg.ts';
import { ECHO_WINDOW_MS, type Found, type Moment, mapLegs, type Step } from './scene.ts';

/** How long a customer may wait in a parking place and still be known as the one parked there. */
const PARK_WINDOW_MS = 3_600_000;

/**
 * A feature code was dialled and a customer answers: a colleague's ringing call was picked up, or
 * a parked one retrieved. Undefined when it is nothing of the kind.
 *
 * The call that the code made becomes the customer's; what rang elsewhere has been answered here.
 */
export function pickUp({ call, leg }: Found, moment: Moment): Step | undefined {
  const { event } = moment;
  if (event.remote.kind !== 'external' || call.legs.length > 1) return undefined;
  const theirs = findTheirs(call, moment);
  if (!isFeatureCode(call) && !theirs) return undefined;
  const isTaken = theirs !== undefined && !isAnswered(theirs);
  const taken: Call = {
    ...call,
    direction: theirs?.direction ?? 'in',
    remote: event.remote,
    ...(event.remoteRaw !== undefined && { remoteRaw: event.remoteRaw }),
    ...(event.name !== undefined && { displayName: event.name }),
    legs: [leg],
    ...(theirs && !isTaken && { transferredFrom: theirs.id }),
  };
  if (!isTaken) return { changed: [taken], legId: leg.id };
  const answered = mapLegs(theirs, (it) => ({
    ...finishLeg(it, event.at, 'elsewhere'),
    end: 'elsewhere',
  }));
  return { changed: [taken, answered], legId: leg.id };
}

/** True for a call that was dialled with a code of the telephone system: `*8`, `#21`. */
export function isFeatureCode({ direction, remote }: Call): boolean {
  const code =
    remote.kind === 'internal' ? remote.extension : remote.kind === 'named' ? remote.user : '';
  return direction === 'out' && /^[*#]/.test(code);
}

/** The customer's call with colleagues: ringing till now, talking, or parked. */
function findTheirs(call: Call, { scene, event, rules }: Moment): Call | undefined {
  // Only who dialled inside can have reached a colleague's call.
  if (call.remote.kind === 'external' || call.direction === 'in') return undefined;
  const key = remoteKey(event.remote);
  return scene.calls
    .filter((it) => {
      if (remoteKey(it.remote) !== key || it.id === call.id) return false;
      const endedAt = Math.max(...it.legs.map((leg) => leg.endedAt ?? event.at));
      if (!isAnswered(it)) return !isOver(it) || event.at - endedAt <= rules.ringGroupMs;
      const isParked = it.transferAt !== undefined && event.at - it.transferAt <= PARK_WINDOW_MS;
      const isRetrieved = scene.calls.some((other) => other.transferredFrom === it.id);
      return (isParked && !isRetrieved) || event.at - endedAt <= ECHO_WINDOW_MS;
    })
    .sort((one, other) => other.startedAt - one.startedAt)[0];
}
