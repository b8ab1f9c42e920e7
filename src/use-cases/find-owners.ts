import type { Contact } from '../domain/contact.ts';
import type { JournalEntry } from '../domain/delivery.ts';
import { AppError } from '../domain/errors.ts';
import type { CallContact } from '../domain/journal.ts';
import type { NumberPlan, PhoneNumber } from '../domain/phone-number.ts';
import type { CallStore, ContactDirectory, StoredCall } from '../domain/ports.ts';
import { contactNumber } from '../domain/remote-party.ts';
import { toCallContact } from './record-phone-event.ts';

/** Who the other party is in the CRM, as far as that can be said now. */
export type Owners =
  /** `ids`: everybody with the number, the call's contact first. */
  | { readonly kind: 'known'; readonly contact: CallContact; readonly ids: readonly number[] }
  | { readonly kind: 'nobody' }
  /** The CRM does not let us see. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'unavailable'; readonly message: string };

/** So often an entry waits for its contact; then the CRM's own search has to do. */
const PATIENT_TRIES = 5;

export type FindOwners = (call: StoredCall, entry: JournalEntry) => Promise<Owners>;

/**
 * Creates the question whose call it was, asked when its entry is delivered: while it rang the
 * CRM may have been away, or too slow. What is found is noted at the call.
 */
export function createFindOwners(ports: {
  readonly store: Pick<CallStore, 'nameCall'>;
  readonly directory: ContactDirectory;
  readonly stopping: AbortSignal;
  readonly plan: NumberPlan;
}): FindOwners {
  async function ask(call: StoredCall, number: PhoneNumber): Promise<Owners> {
    const contacts = await ports.directory.findByNumber(number);
    const contact = call.contact ?? (await note(call, number, contacts[0]));
    if (!contact) return { kind: 'nobody' };
    const ids = new Set([contact.id, ...contacts.map(({ id }) => id)]);
    return { kind: 'known', contact, ids: [...ids] };
  }

  async function note(
    call: StoredCall,
    number: PhoneNumber,
    found: Contact | undefined,
  ): Promise<CallContact | undefined> {
    if (!found) return undefined;
    const contact = toCallContact(found, number, ports.plan);
    await ports.store.nameCall(call.id, contact);
    return contact;
  }

  return async (call, entry) => {
    const number = contactNumber(call.remote);
    if (!number) return { kind: 'nobody' };
    const known = call.contact && ({ kind: 'known', contact: call.contact } as const);
    // Only the look before a second send needs everybody with the number.
    if (known && !entry.mustLook) return { ...known, ids: [known.contact.id] };
    try {
      return await ask(call, number);
    } catch (error) {
      if (ports.stopping.aborted || !(error instanceof AppError)) throw error;
      if (error.code === 'storage') throw error;
      if (known) return { ...known, ids: [known.contact.id] };
      // Before a second send it is worth any wait to see, before the first not any.
      const isOut = !entry.mustLook && entry.failures >= PATIENT_TRIES;
      const isHidden = error.code === 'crm_refused' || isOut;
      return isHidden ? { kind: 'hidden' } : { kind: 'unavailable', message: error.message };
    }
  };
}
