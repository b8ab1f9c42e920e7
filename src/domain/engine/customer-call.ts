import { type Call, identityOf, type Leg } from '../call.ts';
import type { Moment } from './scene.ts';

/** Whose leg: a phone's, or an extension's when its phone is not known. */
export type Agent = {
  readonly phone?: string | undefined;
  readonly extension?: string | undefined;
};

/**
 * The customers' calls of an agent, the one he would hand over first: marked as handed over, on
 * hold, latest. Only calls that he talks in, or did until just now.
 */
export function findCustomerCalls(agent: Agent, moment: Moment): readonly Call[] {
  const rank = (call: Call) => legOf(call, agent)?.heldSince ?? 0;
  return moment.scene.calls
    .filter((call) => {
      const leg = call.remote.kind === 'internal' ? undefined : legOf(call, agent);
      return leg !== undefined && isPresent(leg, moment);
    })
    .sort(
      (one, other) =>
        (other.transferAt ?? 0) - (one.transferAt ?? 0) ||
        rank(other) - rank(one) ||
        other.startedAt - one.startedAt,
    );
}

/** An agent's leg in a call and the open one of the colleague at its other end. */
export type Consultation = { readonly call: Call; readonly colleague: Leg };

/**
 * The consultation of the event's phone about a customer, or undefined. It can be over since just
 * now; once a colleague has the customer there is none.
 */
export function findConsultation(customer: Call, moment: Moment): Consultation | undefined {
  const { scene, event, rules } = moment;
  const isGiven = scene.calls.some(
    (call) =>
      call.transferredFrom === customer.id && event.at - call.startedAt <= rules.ringGroupMs,
  );
  if (isGiven) return undefined;
  return scene.calls
    .filter((call) => call.remote.kind === 'internal')
    .sort((one, other) => other.startedAt - one.startedAt)
    .flatMap((call) => {
      const own = call.legs.find((leg) => leg.phone === event.phone && isPresent(leg, moment));
      const isOther = (leg: Leg) => leg.phone !== event.phone && leg.endedAt === undefined;
      const colleague = call.legs.find(isOther);
      return own && colleague ? [{ call, colleague }] : [];
    })[0];
}

/** True when the leg talks, or did until just now. */
export function isPresent(leg: Leg, { event, rules }: Moment): boolean {
  return leg.endedAt === undefined || event.at - leg.endedAt <= rules.ringGroupMs;
}

function legOf(call: Call, { phone, extension }: Agent): Leg | undefined {
  return call.legs.findLast(
    (leg) => leg.phone === phone || (extension !== undefined && identityOf(leg) === extension),
  );
}
