import { setTimeout as delay } from 'node:timers/promises';
import type { Crm, CrmRequest } from './crm.ts';

/** How many requests the CRM got, by what became of them. */
export type RequestCount = {
  /** Counts until the signal is aborted; resolves then. */
  run(signal: AbortSignal): Promise<void>;
  /** Counts what has come since, and returns the sums by status, the most frequent first. */
  finish(): Promise<Readonly<Record<string, number>>>;
};

/** The CRM remembers some thousand requests: often enough to miss none. */
const EVERY_MS = 4000;

/** Creates a count that begins with nothing. */
export function createRequestCount(crm: Pick<Crm, 'listRequests'>): RequestCount {
  const sums = new Map<string, number>();
  let countedTo = 0;

  async function count(): Promise<void> {
    const until = Date.now();
    const isNew = ({ at }: CrmRequest) => at >= countedTo && at < until;
    const requests = (await crm.listRequests()).filter(isNew);
    countedTo = until;
    for (const { status } of requests) sums.set(`${status}`, (sums.get(`${status}`) ?? 0) + 1);
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        await count();
        await delay(EVERY_MS, undefined, { signal }).catch(() => {});
      }
    },
    async finish() {
      await count();
      return Object.fromEntries([...sums].toSorted(([, one], [, other]) => other - one));
    },
  };
}
