import type { Log, Outbox } from '../domain/ports.ts';
import type { DeliverNext } from './deliver-journal.ts';

/** Delivers entries as they fall due. */
export type JournalLoop = {
  start(): void;
  /** Something may have become due. */
  poke(): void;
  /** Resolves when the delivery under way is done. */
  stop(): Promise<void>;
};

const LONGEST_WAIT_MS = 30_000;
const PAUSE_AFTER_FAILURE_MS = 1000;

/** Creates the loop; it delivers nothing before `start`. */
export function createJournalLoop(ports: {
  readonly deliverNext: DeliverNext;
  readonly outbox: Pick<Outbox, 'nextDueAt'>;
  readonly now: () => number;
  readonly log: Log;
}): JournalLoop {
  let isStopped = false;
  let isPoked = false;
  let wake: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!isStopped) {
      isPoked = false;
      await sleep(await deliverDue());
    }
  }

  /** Milliseconds until there may be more to do. */
  async function deliverDue(): Promise<number> {
    try {
      while (!isStopped && (await ports.deliverNext())) {
        // One entry after the other.
      }
      const next = await ports.outbox.nextDueAt();
      return next === undefined ? LONGEST_WAIT_MS : Math.max(0, next - ports.now());
    } catch (error) {
      if (!isStopped) ports.log.error({ error: String(error) }, 'journal delivery interrupted');
      return PAUSE_AFTER_FAILURE_MS;
    }
  }

  async function sleep(milliseconds: number): Promise<void> {
    if (isStopped || isPoked) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, Math.min(milliseconds, LONGEST_WAIT_MS)).unref();
    });
    wake = undefined;
  }

  return {
    start() {
      running = run();
    },
    poke() {
      isPoked = true;
      wake?.();
    },
    async stop() {
      isStopped = true;
      wake?.();
      await running;
    },
  };
}
