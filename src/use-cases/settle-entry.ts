import {
  type DeliveryAnswer,
  type EntryChange,
  type JournalEntry,
  judgeDelivery,
  type RetryPolicy,
} from '../domain/delivery.ts';
import { AppError } from '../domain/errors.ts';
import type { Log, Outbox } from '../domain/ports.ts';

/** What settling needs of the world. */
export type SettlePorts = {
  readonly outbox: Outbox;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  /** Waits; rejects when the server stops. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Aborted when the server stops: what fails from then on is no failure of the entry. */
  readonly stopping: AbortSignal;
  readonly retry: RetryPolicy;
};

/** A try that has come to its end. */
export type Tried = {
  readonly kind: 'send' | 'look';
  readonly startedAt: number;
  readonly result: string;
  readonly message: string;
  readonly status?: number | undefined;
};

/** Notes what became of entries. */
export type SettleEntry = ReturnType<typeof createSettleEntry>;

const STORAGE_PAUSE_MS = 1000;

/** Creates the bookkeeping of deliveries. */
export function createSettleEntry(ports: SettlePorts) {
  const { outbox, log } = ports;

  /** What the CRM answered must not be forgotten because the disk is full just now. */
  async function surely(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'storage') throw error;
        log.error({ error: error.message }, 'outcome of a delivery not stored yet');
        await ports.pause(STORAGE_PAUSE_MS);
      }
    }
  }

  function circumstances() {
    return { now: ports.now(), random: ports.random(), policy: ports.retry };
  }

  return {
    /** Time, dice and policy for a decision made now. */
    circumstances,

    /** Notes a try and what it changes. */
    async tried(entry: JournalEntry, change: EntryChange, tried: Tried): Promise<void> {
      const { status, ...rest } = tried;
      const durationMs = Math.max(0, ports.now() - tried.startedAt);
      const attempt = { ...rest, durationMs, ...(status !== undefined && { status }) };
      await surely(() => outbox.settle(entry.id, change, attempt));
      // Without the message: what the CRM says may name people.
      const { startedAt: _, message: __, ...facts } = attempt;
      const fields = { entry: entry.id, ...facts, state: change.state ?? 'pending' };
      if (change.state === 'delivered') log.info(fields, 'journal entry delivered');
      else if (change.state === 'parked') log.error(fields, 'journal entry parked');
      else log.warn(fields, 'journal entry not delivered yet');
    },

    /** Waits with an entry that did not get as far as being sent. */
    async postpone(entry: JournalEntry, message: string, keyRefused = false): Promise<void> {
      const answer: DeliveryAnswer = { kind: 'not-written', message, keyRefused };
      const change = judgeDelivery(entry, answer, circumstances());
      // An earlier attempt stays as unclear as it was.
      await outbox.settle(entry.id, { ...change, mustLook: entry.mustLook });
      log.warn({ entry: entry.id, error: message }, 'journal entry postponed');
    },

    /** A bug with one entry must not stop the others. Rejects for what is none. */
    async afterBug(entry: JournalEntry, error: unknown): Promise<void> {
      const isStorage = error instanceof AppError && error.code === 'storage';
      if (isStorage || ports.stopping.aborted) throw error;
      log.error({ entry: entry.id, error: String(error) }, 'journal entry failed');
      const current = (await outbox.find(entry.id)) ?? entry;
      const mayBeWritten = current.attempts > entry.attempts || current.mustLook;
      const answer: DeliveryAnswer = {
        message: 'Internal error: see the log',
        ...(mayBeWritten ? { kind: 'unclear' } : { kind: 'not-written', keyRefused: false }),
      };
      await outbox.settle(entry.id, judgeDelivery(current, answer, circumstances()));
    },
  };
}
