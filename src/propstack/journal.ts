import type { JournalMessage } from '../domain/journal.ts';
import type { CallJournal } from '../domain/ports.ts';
import { lookForActivities } from './activities.ts';
import { to3cxRequest, toPhoneRequest } from './call-requests.ts';
import type { CrmClient, CrmRequest } from './client.ts';
import { toDeliveryAnswer } from './delivery-answer.ts';
import { toTaskRequest } from './task-request.ts';

/** How the CRM is told of calls. */
export type CallJournalSettings = {
  readonly via: '3cx' | 'phone' | 'task';
  /** `event` of every call sent by `phone`. */
  readonly phoneEvent: string;
  /** `type` of unanswered calls sent by `phone`. */
  readonly phoneTypeMissed: string;
  /** Category of the notes made by `task`; a category may start automations, so none by default. */
  readonly noteTypeId?: number | undefined;
  /** Whether `task` makes a to-do of a missed call. */
  readonly missedAsTodo: boolean;
  /** Of the titles made by `task`. */
  readonly language: 'de' | 'en';
  /** IANA zone of the times in titles. */
  readonly timeZone: string;
  /** Epoch milliseconds, for a `Retry-After` that names a time. */
  readonly now: () => number;
};

/**
 * Creates the CRM's call journal, one request per call. Neither method rejects for what the CRM
 * or the network does; a `task` message has a contact.
 */
export function createCallJournal(client: CrmClient, settings: CallJournalSettings): CallJournal {
  const isTodo = (call: Pick<JournalMessage, 'direction' | 'isAnswered'>) =>
    settings.via === 'task' && settings.missedAsTodo && call.direction === 'in' && !call.isAnswered;

  return {
    async send(message) {
      const outcome = await client.request(toRequest(message, settings, isTodo(message)));
      return toDeliveryAnswer(outcome, settings.now());
    },
    look: (contactId, createdFrom, call) =>
      lookForActivities(client, {
        contactId,
        createdFrom,
        kind: isTodo(call) ? 'reminder' : 'note',
        now: settings.now,
      }),
  };
}

function toRequest(
  message: JournalMessage,
  settings: CallJournalSettings,
  isTodo: boolean,
): CrmRequest {
  switch (settings.via) {
    case '3cx':
      return to3cxRequest(message);
    case 'phone':
      return toPhoneRequest(message, settings);
    case 'task':
      return toTaskRequest(message, { ...settings, isTodo });
  }
}
