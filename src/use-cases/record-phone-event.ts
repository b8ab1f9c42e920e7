import { type Contact, findStoredSpelling } from '../domain/contact.ts';
import type { CallContact } from '../domain/journal.ts';
import type { PhoneEvent } from '../domain/phone-event.ts';
import { maskNumber, type NumberPlan, type PhoneNumber } from '../domain/phone-number.ts';
import type { CallStore, Log, Recorded } from '../domain/ports.ts';
import { contactNumber, externalNumber } from '../domain/remote-party.ts';
import type { LookUp, LookUpCaller } from './look-up-caller.ts';

/** What a phone's event did: stored or not, and who is calling if it began a call. */
export type EventResult = {
  /** Missing when the event could not be stored: the phone must not hear "OK". */
  readonly recorded?: Recorded;
  readonly lookUp?: LookUp;
};

export type RecordPhoneEvent = (event: PhoneEvent) => Promise<EventResult>;

/**
 * Creates the reaction to a phone's event: store it durably, look up who it is meanwhile, note the
 * contact at the call once it is known. The CRM is never awaited for the storage.
 */
export function createRecordPhoneEvent(ports: {
  readonly store: CallStore;
  readonly lookUpCaller: LookUpCaller;
  readonly plan: NumberPlan;
  readonly budgetMs: number;
  readonly log: Log;
  readonly onRecorded: (event: PhoneEvent, recorded: Recorded) => void;
}): RecordPhoneEvent {
  const { store, log, plan } = ports;

  async function record(
    event: PhoneEvent,
    findContact: () => CallContact | undefined,
  ): Promise<Recorded | undefined> {
    try {
      const recorded = await store.record(event, findContact);
      logEvent(event, recorded);
      ports.onRecorded(event, recorded);
      return recorded;
    } catch (error) {
      log.error(
        { event: event.type, phone: event.phone, error: String(error) },
        'event not stored',
      );
      return undefined;
    }
  }

  function logEvent(event: PhoneEvent, recorded: Recorded): void {
    const number = externalNumber(event.remote);
    const fields = {
      event: event.type,
      phone: event.phone,
      ...(number && { remote: maskNumber(number.digits) }),
      ...(recorded.call && { call: recorded.call.id, outcome: recorded.call.outcome }),
    };
    log.info(fields, 'phone event');
  }

  async function nameCall(recorded: Recorded, number: PhoneNumber, lookUp: LookUp): Promise<void> {
    if (!recorded.call || recorded.call.contact) return;
    const contacts = lookUp.later && (await lookUp.later);
    const contact = findOwner(contacts ? { ...lookUp, source: 'live', contacts } : lookUp, number);
    if (contact) await store.nameCall(recorded.call.id, contact);
  }

  /** Whom the CRM named; an old name alone is no proof that the number is still this contact's. */
  function findOwner(lookUp: LookUp | undefined, number: PhoneNumber): CallContact | undefined {
    const [contact] = lookUp === undefined || lookUp.source === 'former' ? [] : lookUp.contacts;
    return contact && toCallContact(contact, number, plan);
  }

  return async (event) => {
    const number = contactNumber(event.remote);
    const begins = event.type === 'incoming' || event.type === 'outgoing';
    let known: LookUp | undefined;
    const lookingUp =
      begins && number
        ? ports.lookUpCaller(number, ports.budgetMs).then((found) => {
            known = found;
            return found;
          })
        : undefined;
    // What is remembered is there before the transaction begins, and goes into it.
    const findContact = () => number && findOwner(known, number);
    const [recorded, lookUp] = await Promise.all([record(event, findContact), lookingUp]);
    if (recorded && lookUp && number) {
      nameCall(recorded, number, lookUp).catch((error: unknown) => {
        log.warn(
          { call: recorded.call?.id, error: String(error) },
          'contact not noted at the call',
        );
      });
    }
    return { ...(recorded && { recorded }), ...(lookUp && { lookUp }) };
  };
}

/** What a call remembers of its contact. */
export function toCallContact(
  contact: Contact,
  number: PhoneNumber,
  plan: NumberPlan,
): CallContact {
  const spelling = findStoredSpelling(contact, number, plan);
  return { id: contact.id, name: contact.name, ...(spelling !== undefined && { spelling }) };
}
