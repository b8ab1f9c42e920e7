import type { PhoneEvent } from '../phone-event.ts';
import { connect, connectUnheard } from './answer.ts';
import { begin, beginMissed, learnStart } from './begin.ts';
import { findLeg } from './find-leg.ts';
import { handOver } from './hand-over.ts';
import { hangUp, miss } from './hang-up.ts';
import { finishLeg, holdLeg, resumeLeg } from './leg.ts';
import { receive } from './receive.ts';
import { changeLeg, type Found, type Moment, mapLegs, NOTHING, type Step } from './scene.ts';

/**
 * Applies one phone event to the calls it may have to do with.
 *
 * Phones repeat events, and some come late or never; one that makes no sense changes nothing.
 */
export function applyEvent(moment: Moment): Step {
  switch (moment.event.type) {
    case 'setup':
      return reboot(moment);
    case 'received-attended-transfer':
      return receive(moment);
    case 'transfer':
    case 'blind-transfer':
    case 'attended-transfer':
      return handOver(moment);
  }
  const found = learnRemote(findLeg(moment), moment.event);
  switch (moment.event.type) {
    case 'incoming':
    case 'outgoing':
      return found ? learnStart(found, moment) : begin(moment);
    case 'connected':
      return found ? connect(found, moment) : connectUnheard(moment);
    case 'disconnected':
      return found ? hangUp(found, moment) : NOTHING;
    case 'missed':
      return found ? miss(found, moment) : beginMissed(moment);
    case 'hold':
    case 'unhold':
      return found ? hold(found, moment) : NOTHING;
  }
}

/** Who calls may be told only with the answer; `anonymous` is a word of its own and stays. */
function learnRemote(found: Found | undefined, event: PhoneEvent): Found | undefined {
  const isUntold = found?.call.remote.kind === 'withheld' && found.call.remoteRaw === undefined;
  if (!isUntold || event.remote.kind === 'withheld') return found;
  const { remote, remoteRaw } = event;
  const call = { ...found.call, remote, ...(remoteRaw !== undefined && { remoteRaw }) };
  return { ...found, call };
}

/** A booted phone talks to nobody: what it had open ended without a word. */
function reboot({ scene, event }: Moment): Step {
  const changed = scene.calls.flatMap((call) => {
    const next = mapLegs(call, (leg) =>
      leg.phone === event.phone ? finishLeg(leg, event.at, 'reboot') : leg,
    );
    return next === call ? [] : [next];
  });
  return { changed };
}

/** Only what was answered can be held: the report of the answer was lost. */
function hold(found: Found, moment: Moment): Step {
  const { leg } = found;
  const { type, at } = moment.event;
  if (leg.connectedAt === undefined && leg.endedAt === undefined) return connect(found, moment);
  return changeLeg(found, type === 'hold' ? holdLeg(leg, at) : resumeLeg(leg, at));
}
