import type { Outcome } from '../domain/call.ts';
import type { CallLimits } from '../domain/engine/close-overdue.ts';
import type { CallStore, Log } from '../domain/ports.ts';

/** Work that nobody asks for: closing forgotten legs, erasing what is too old, and the like. */
export type Housekeeping = { start(): void; stop(): void };

const CLOSE_EVERY_MS = 500;
const ERASE_EVERY_MS = 3_600_000;
const NAME_EVERY_MS = 15_000;

/** Creates the housekeeping; it does nothing before `start`. */
export function createHousekeeping(ports: {
  readonly store: Pick<CallStore, 'closeOverdue' | 'eraseBefore' | 'shiftTime'>;
  readonly limits: CallLimits;
  readonly retentionMs: number;
  /** Calls have ended: their entries may be due. */
  readonly onClosed: (outcomes: readonly Outcome[]) => void;
  /** Looks for the contact of one call that has none. */
  readonly nameCalls: () => Promise<void>;
  /** Follows a host whose clock was set; milliseconds moved. */
  readonly correctClock: () => number;
  readonly now: () => number;
  readonly log: Log;
}): Housekeeping {
  const { store, log, now } = ports;
  let timers: NodeJS.Timeout[] = [];

  async function close(): Promise<void> {
    const moved = ports.correctClock();
    if (moved !== 0) {
      log.warn({ milliseconds: moved }, "this computer's clock was set: open calls move along");
      await store.shiftTime(moved);
    }
    const outcomes = await store.closeOverdue(now(), ports.limits);
    if (outcomes.length === 0) return;
    log.info({ calls: outcomes.length }, 'calls closed without a hang-up');
    ports.onClosed(outcomes);
  }

  async function erase(): Promise<void> {
    const count = await store.eraseBefore(now() - ports.retentionMs);
    if (count > 0) log.info({ calls: count }, 'old calls erased');
  }

  function every(milliseconds: number, work: () => Promise<void>): NodeJS.Timeout {
    let isRunning = false;
    const run = () => {
      if (isRunning) return;
      isRunning = true;
      work()
        .catch((error: unknown) => log.error({ error: String(error) }, 'housekeeping failed'))
        .finally(() => {
          isRunning = false;
        });
    };
    run();
    return setInterval(run, milliseconds);
  }

  return {
    start() {
      timers = [
        every(CLOSE_EVERY_MS, close),
        every(ERASE_EVERY_MS, erase),
        every(NAME_EVERY_MS, ports.nameCalls),
      ];
    },
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
