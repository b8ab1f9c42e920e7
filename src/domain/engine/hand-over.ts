import type { Call } from '../call.ts';
import { findConsultation, findCustomerCalls } from './customer-call.ts';
import { findLeg } from './find-leg.ts';
import { connectLeg, endOf, finishLeg, seeLeg } from './leg.ts';
import {
  changeLeg,
  type Found,
  type Moment,
  NOTHING,
  type Step,
  settleCall,
  withLeg,
} from './scene.ts';
import { giveTo, isEarlyTarget, partTargets, takeOver } from './target.ts';

/**
 * An agent hands a conversation over, or begins to. A leg of the same customer that follows is a
 * call of its own behind this one. If the agent was consulting a colleague, that colleague talks
 * with the customer from now on.
 */
export function handOver(moment: Moment): Step {
  const { scene, event } = moment;
  const found = findLeg(moment);
  const customers = findCustomerCalls({ phone: event.phone }, moment);
  const customer = customers.find((call) => call.id === found?.call.id) ?? customers[0];
  if (!customer) return found ? changeLeg(found, seeLeg(found.leg, event.at)) : NOTHING;
  const [kept, early] = partTargets(talkedIn(customer, moment), moment);
  const from: Call = { ...kept, transferAt: event.at };
  const legId = found?.leg.id ?? from.legs.find((leg) => leg.phone === event.phone)?.id;
  const targets = scene.calls
    .filter((call) => isEarlyTarget(call, from, moment))
    .concat(early)
    .map((call) => giveTo(call, from));
  const consultation =
    event.type === 'attended-transfer' ? findConsultation(from, moment) : undefined;
  const taken = consultation
    ? takeOver(consultation.call, consultation.colleague, from, moment)
    : [];
  return { changed: [from, ...targets, ...taken], ...(legId !== undefined && { legId }) };
}

/**
 * The agent leaves a consultation just after he began to hand over, and the report that he did
 * was lost: the colleague goes on with the customer. Otherwise the leg just ends.
 */
export function leaveConsultation(found: Found, moment: Moment): readonly Call[] {
  const { event, rules } = moment;
  const [customer] = findCustomerCalls({ phone: event.phone }, moment);
  const isNow = event.at - (customer?.transferAt ?? 0) <= rules.ringGroupMs;
  const consultation = customer && findConsultation(customer, moment);
  const left = settleCall(
    withLeg(found.call, finishLeg(found.leg, event.at, endOf(found.leg, event.reason))),
  );
  // A colleague whom he calls only afterwards is not asked about this customer.
  const isBefore = found.call.startedAt <= (customer?.transferAt ?? 0);
  if (!consultation || !isNow || !isBefore || consultation.call.id !== left.id) return [left];
  return takeOver(left, consultation.colleague, customer, moment);
}

/** Only who talks can ask a colleague first: the report of the answer was lost. */
function talkedIn(call: Call, { event }: Moment): Call {
  if (event.type !== 'attended-transfer') return call;
  const own = call.legs.find((leg) => leg.phone === event.phone && leg.endedAt === undefined);
  return own ? withLeg(call, connectLeg(own, event.at, 0)) : call;
}
