import type { NumberPlan } from '../domain/phone-number.ts';
import type { CallStore, ContactDirectory, RateLimit } from '../domain/ports.ts';
import { contactNumber } from '../domain/remote-party.ts';
import { toCallContact } from './record-phone-event.ts';

/** A number that nobody had is asked for again after this time. */
const RECHECK_MS = 3_600_000;

/**
 * Creates the search for contacts that came into the CRM after they had called: one number each
 * time, the one not asked for longest. Rejects as the directory does.
 */
export function createNameCalls(ports: {
  readonly store: Pick<CallStore, 'findUnnamed' | 'markChecked' | 'nameCall'>;
  readonly directory: ContactDirectory;
  readonly rate: RateLimit;
  readonly plan: NumberPlan;
  readonly now: () => number;
}): () => Promise<void> {
  const { store, directory, plan } = ports;
  return async () => {
    const call = await store.findUnnamed(ports.now() - RECHECK_MS);
    const number = call && contactNumber(call.remote);
    if (!call || !number) return;
    // First, so that a number that makes the CRM fail does not hold up the others.
    await store.markChecked(call.id, ports.now());
    await ports.rate.take();
    const [contact] = await directory.findByNumber(number);
    if (contact) await store.nameCall(call.id, toCallContact(contact, number, plan));
  };
}
