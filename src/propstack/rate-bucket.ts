import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import type { RateLimit } from '../domain/ports.ts';

/** Who asks; the journal goes first. */
export type RatePriority = 'journal' | 'sync';

export type RateBucket = {
  /** Resolves when a request may go out. Rejects with `crm_unavailable` once stopped. */
  take(priority: RatePriority): Promise<void>;
  /** The bucket as one kind of work sees it. */
  limitFor(priority: RatePriority): RateLimit;
  /** Ends all waiting. */
  stop(): void;
};

export type RateBucketSettings = {
  readonly perMinute: number;
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** Resolves after the milliseconds, or earlier when the signal is aborted. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

type Waiter = { readonly go: () => void; readonly give: (error: AppError) => void };

const MINUTE_MS = 60_000;

/** Creates a bucket that holds one minute's worth of requests and refills evenly. */
export function createRateBucket(settings: RateBucketSettings): RateBucket {
  const { perMinute, now, wait = waitUntilAborted } = settings;
  const waiting: Record<RatePriority, Waiter[]> = { journal: [], sync: [] };
  const stopping = new AbortController();
  let level = perMinute;
  let filledAt = now();
  let isPouring = false;

  function refill(): void {
    const elapsed = Math.max(0, now() - filledAt);
    filledAt = now();
    level = Math.min(perMinute, level + (elapsed * perMinute) / MINUTE_MS);
  }

  function isAnyoneWaiting(): boolean {
    return waiting.journal.length > 0 || waiting.sync.length > 0;
  }

  async function pour(): Promise<void> {
    isPouring = true;
    while (isAnyoneWaiting() && !stopping.signal.aborted) {
      refill();
      // Not quite 1: sums of fractions may fall short by a hair, and no wait would end.
      if (level >= 1 - 1e-6) {
        level -= 1;
        (waiting.journal.shift() ?? waiting.sync.shift())?.go();
      } else {
        await wait(Math.ceil(((1 - level) * MINUTE_MS) / perMinute), stopping.signal);
      }
    }
    isPouring = false;
  }

  function take(priority: RatePriority): Promise<void> {
    if (stopping.signal.aborted) return Promise.reject(stopped());
    return new Promise((go, give) => {
      waiting[priority].push({ go, give });
      if (!isPouring) void pour();
    });
  }

  return {
    take,
    limitFor: (priority) => ({ take: () => take(priority) }),
    stop() {
      stopping.abort();
      const left = [...waiting.journal.splice(0), ...waiting.sync.splice(0)];
      for (const waiter of left) waiter.give(stopped());
    },
  };
}

function stopped(): AppError {
  return new AppError('crm_unavailable', 'Requests to the CRM have been stopped');
}

async function waitUntilAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}
