import { type Call, identityOf, isTalking, type Leg, remoteKey } from '../call.ts';
import type { PhoneEvent } from '../phone-event.ts';
import { createCall } from './begin.ts';
import { type Agent, findCustomerCalls, isPresent } from './customer-call.ts';
import { hasArrived, isHandedOver } from './find-host.ts';
import { findLeg } from './find-leg.ts';
import { beginLeg, connectLeg, seeLeg } from './leg.ts';
import { changeLeg, type Found, type Moment, NOTHING, type Step, withLeg } from './scene.ts';
import { takeOver } from './target.ts';

/** A customer's call that this phone may have been given, and the consultation that led to it. */
type Gift = { readonly from: Call; readonly consultation?: Found };

/**
 * This phone has been given a customer. Often its leg is the one of the consultation, or a new one
 * that no `incoming` announced; the report of the phone that gave can come before or after.
 */
export function receive(moment: Moment): Step {
  const { event, newId } = moment;
  const known = findLeg(moment);
  if (known && hasCustomer(known, event)) {
    // Told twice, or told by the phone that gave.
    return changeLeg(known, seeLeg(connectLeg(known.leg, event.at, 0), event.at));
  }
  const { from, consultation } = findGift(moment) ?? {};
  const given = from && findGiven(from, moment);
  if (given) return renameLeg(given, moment);
  if (from && consultation) {
    const [call, ended] = takeOver(consultation.call, consultation.leg, from, moment);
    return { changed: [talking(call, moment), ended], legId: call.legs[0].id };
  }
  if (!from && event.remote.kind !== 'external') {
    return known ? changeLeg(known, seeLeg(known.leg, event.at)) : NOTHING;
  }
  const leg = { ...beginLeg(event, newId()), connectedAt: event.at };
  return { changed: [createCall(leg, moment, from)], legId: leg.id };
}

/** True for an open leg with a customer; one that only rings may be another, its end lost. */
function hasCustomer({ call, leg }: Found, event: PhoneEvent): boolean {
  if (call.remote.kind === 'internal' || leg.endedAt !== undefined) return false;
  return isTalking(leg) || (event.callId !== undefined && event.callId === leg.callId);
}

/** The customer that the phone names; if it names none, the one of the colleague who gave. */
function findGift(moment: Moment): Gift | undefined {
  const { remote } = moment.event;
  const gifts = [...consultedGifts(moment), ...handedGifts(moment)];
  if (remote.kind !== 'external') return gifts[0];
  return gifts.find(({ from }) => remoteKey(from.remote) === remoteKey(remote));
}

/** The customers of colleagues who are asking this phone's agent. */
function consultedGifts(moment: Moment): readonly Gift[] {
  const { scene, event } = moment;
  return scene.calls.flatMap((call) => {
    const leg = call.legs.find((it) => it.phone === event.phone && it.endedAt === undefined);
    if (call.remote.kind !== 'internal' || !leg) return [];
    const colleague = call.legs.find((it) => it.phone !== event.phone);
    const { extension } = call.remote;
    // A call is told as its caller sees it, who may be the colleague.
    const agent: Agent = {
      phone: colleague?.phone,
      ...(extension !== identityOf(leg) && { extension }),
    };
    return findCustomerCalls(agent, moment).map((from) => ({ from, consultation: { call, leg } }));
  });
}

/** The calls just handed over by others, of the customer or by the colleague that is shown. */
function handedGifts(moment: Moment): readonly Gift[] {
  const { scene, event } = moment;
  const { remote } = event;
  return scene.calls
    .filter((call) => {
      const isOwn = call.legs.some((leg) => leg.phone === event.phone && isTalking(leg));
      const isGiver = (leg: Leg) =>
        remote.kind === 'internal' && identityOf(leg) === remote.extension;
      return (
        !isOwn &&
        isHandedOver(call, moment) &&
        !hasArrived(call, moment) &&
        (remoteKey(call.remote) === remoteKey(remote) || call.legs.some(isGiver))
      );
    })
    .map((from) => ({ from }));
}

/** This phone's leg with the customer when another report has brought him here already. */
function findGiven(from: Call, moment: Moment): Found | undefined {
  return moment.scene.calls
    .filter((call) => call.transferredFrom === from.id)
    .flatMap((call) => call.legs.map((leg) => ({ call, leg })))
    .find(({ leg }) => leg.phone === moment.event.phone && isPresent(leg, moment));
}

/** A dialog of its own may take the place of the consultation's, whose end was told already. */
function renameLeg({ call, leg }: Found, moment: Moment): Step {
  const { callId } = moment.event;
  if (callId === undefined || callId === leg.callId) {
    return changeLeg({ call, leg }, seeLeg(leg, moment.event.at));
  }
  const { endedAt: _, end: __, ...open } = leg;
  return { changed: [talking(withLeg(call, open), moment)], legId: leg.id };
}

/** The call with this phone's leg talking, under the Call-ID that the phone names now. */
function talking(call: Call, { event }: Moment): Call {
  return call.legs.reduce<Call>(
    (it, leg) =>
      leg.phone !== event.phone
        ? it
        : withLeg(it, {
            ...leg,
            connectedAt: leg.connectedAt ?? event.at,
            ...(event.callId !== undefined && { callId: event.callId }),
          }),
    call,
  );
}
