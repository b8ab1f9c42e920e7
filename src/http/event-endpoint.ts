import { isPhoneEventType } from '../domain/phone-event.ts';
import type { NumberPlan } from '../domain/phone-number.ts';
import { readPhoneEvent } from '../snom/action-url.ts';
import type { IsOwnNumber } from '../use-cases/own-numbers.ts';
import type { CallerPages } from './caller-pages.ts';
import { readRawQuery } from './raw-query.ts';
import type { PhoneReply } from './reply.ts';

/** A request for an event address, whoever parsed it. */
export type RawEvent = {
  readonly type: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly address: string;
  readonly userAgent?: string | undefined;
};

/** Takes an event; undefined when there is no such event. */
export type EventEndpoint = (raw: RawEvent) => Promise<PhoneReply | undefined>;

/** Creates the endpoint behind all event addresses. */
export function createEventEndpoint(ports: {
  readonly callerPages: CallerPages;
  readonly plan: NumberPlan;
  readonly isOwnNumber: IsOwnNumber;
  readonly now: () => number;
}): EventEndpoint {
  return async ({ type, target, address, userAgent }) => {
    if (!isPhoneEventType(type)) return undefined;
    const event = readPhoneEvent(
      {
        type,
        at: ports.now(),
        query: readRawQuery(target),
        address,
        ...(userAgent !== undefined && { userAgent }),
      },
      ports.plan,
      ports.isOwnNumber,
    );
    return ports.callerPages.answerEvent(event);
  };
}
