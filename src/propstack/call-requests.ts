import type { JournalMessage } from '../domain/journal.ts';
import type { CrmRequest } from './client.ts';
import { formatHours, formatMinutes } from './duration.ts';

/** The call as 3CX reports it: https://docs.propstack.de/integrationen/telefonanlage */
export function to3cxRequest(message: JournalMessage): CrmRequest {
  return {
    method: 'POST',
    path: '/calls/3cx',
    json: {
      duration: formatHours(message.durationSeconds),
      direction: message.direction,
      ...partiesOf(message),
      ...(!message.isAnswered && { hangup_cause: 'notAnswered' }),
    },
  };
}

/**
 * The call as any telephone system reports it that can open an address. The CRM publishes no
 * values for `event` and `type`; a GET, though it writes.
 */
export function toPhoneRequest(
  message: JournalMessage,
  settings: { readonly phoneEvent: string; readonly phoneTypeMissed: string },
): CrmRequest {
  return {
    method: 'GET',
    path: '/calls/phone',
    query: {
      ...(!message.isAnswered && { type: settings.phoneTypeMissed }),
      duration: formatMinutes(message.durationSeconds),
      to: partiesOf(message).to,
      from: partiesOf(message).from,
      direction: message.direction,
      event: settings.phoneEvent,
    },
  };
}

function partiesOf(message: JournalMessage): { readonly from: string; readonly to: string } {
  return message.direction === 'in'
    ? { from: message.number, to: message.agent }
    : { from: message.agent, to: message.number };
}
