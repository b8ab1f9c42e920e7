import type { PhoneEventType } from '../../src/domain/phone-event.ts';
import { isAcknowledged, type Phone, type PhoneCall } from './phone.ts';

/** Lets a call ring, be answered and end at once; throws unless every event is acknowledged. */
export async function takeCall(phone: Phone, number: string): Promise<void> {
  await reportAll(phone.call(number), ['incoming', 'connected', 'disconnected']);
}

/** Lets a call ring in vain. */
export async function missCall(phone: Phone, number: string): Promise<void> {
  await reportAll(phone.call(number), ['incoming', 'disconnected', 'missed']);
}

/** Reports one event after the other; throws unless each is acknowledged. */
export async function reportAll(call: PhoneCall, events: readonly PhoneEventType[]): Promise<void> {
  for (const event of events) {
    const report = await call.report(event);
    if (!isAcknowledged(report)) throw new Error(`${event} was answered ${report.status}`);
  }
}
