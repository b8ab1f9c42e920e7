import type { Contact } from '../domain/contact.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { CachedDirectory, CallStore, Log } from '../domain/ports.ts';
import { within } from './within.ts';

/** Where a name came from; `former` is one we showed before and can't check now. */
export type LookUpSource = 'cache' | 'live' | 'former' | 'none';

/** What is known of a number when the phone wants an answer. */
export type LookUp = {
  readonly source: LookUpSource;
  /** Most recently contacted first. */
  readonly contacts: readonly Contact[];
  /** Set while the CRM has not answered yet; it never rejects. */
  readonly later?: Promise<readonly Contact[] | undefined>;
};

export type LookUpCaller = (number: PhoneNumber, budgetMs: number) => Promise<LookUp>;

/**
 * Creates the look-up for a ringing phone: what is remembered, then the live CRM, for at most the
 * budget. A slow or silent CRM gives an old name before none; it never gives an error.
 */
export function createLookUpCaller(ports: {
  readonly directory: CachedDirectory;
  readonly store: Pick<CallStore, 'findFormerContact'>;
  readonly log: Log;
  readonly onLookUp: (source: LookUpSource, seconds: number) => void;
  readonly now: () => number;
}): LookUpCaller {
  const { directory, store, log } = ports;

  async function recallOld(number: PhoneNumber): Promise<readonly Contact[]> {
    const remembered = directory.recall(number);
    if (remembered && remembered.length > 0) return remembered;
    const former = await store.findFormerContact(number);
    return former ? [{ id: former.id, name: former.name, numbers: [] }] : [];
  }

  async function find(number: PhoneNumber, budgetMs: number): Promise<LookUp> {
    const fresh = directory.peek(number);
    if (fresh) return { source: 'cache', contacts: fresh };
    const asking = directory.findByNumber(number).catch((error: unknown) => {
      log.warn({ error: describe(error) }, 'contact look-up failed');
      return undefined;
    });
    let hasFailed = false;
    const found = await within(
      asking.then((contacts) => {
        hasFailed = contacts === undefined;
        return contacts;
      }),
      budgetMs,
    );
    if (found) return { source: 'live', contacts: found };
    const old = await recallOld(number);
    const source = old.length > 0 ? 'former' : 'none';
    return { source, contacts: old, ...(!hasFailed && { later: asking }) };
  }

  return async (number, budgetMs) => {
    const startedAt = ports.now();
    const result = await find(number, budgetMs);
    ports.onLookUp(result.source, (ports.now() - startedAt) / 1000);
    return result;
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
