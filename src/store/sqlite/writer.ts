import type { DatabaseSync } from 'node:sqlite';
import { isBusy, isStorageFailure, toStoreError } from './database.ts';

/** Runs changes in durable transactions. */
export type Writer = {
  /**
   * Runs the change together with others that wait at this moment, in one transaction: a commit
   * costs a disk sync, so what arrives together is committed together. Resolves once it is on
   * disk; rejects with AppError `storage` when it is not.
   */
  write<Result>(change: () => Result): Promise<Result>;
};

type Waiting = {
  readonly change: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
};

const BUSY_TRIES = 10;
const BUSY_PAUSE_MS = 25;

/** Creates the only writer of a database. */
export function createWriter(database: DatabaseSync): Writer {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  let waiting: Waiting[] = [];
  let isScheduled = false;
  let busyTries = 0;

  function schedule(pauseMs = 0): void {
    if (isScheduled) return;
    isScheduled = true;
    if (pauseMs > 0) setTimeout(flush, pauseMs);
    else setImmediate(flush);
  }

  function flush(): void {
    isScheduled = false;
    const batch = waiting;
    waiting = [];
    try {
      const results = transact(batch);
      busyTries = 0;
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as never);
      });
    } catch (error) {
      recover(batch, error);
    }
  }

  function transact(batch: readonly Waiting[]): unknown[] {
    begin.run();
    try {
      const results = batch.map(({ change }) => change());
      commit.run();
      return results;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  function recover(batch: Waiting[], error: unknown): void {
    if (isBusy(error) && busyTries < BUSY_TRIES) {
      busyTries += 1;
      waiting = [...batch, ...waiting];
      schedule(BUSY_PAUSE_MS);
    } else if (isStorageFailure(error) || batch.length === 1) {
      busyTries = 0;
      for (const { reject } of batch) reject(toStoreError(error));
    } else {
      // One change is at fault; the others must not fall with it.
      for (const one of batch) alone(one);
    }
  }

  function alone(one: Waiting): void {
    try {
      one.resolve(transact([one])[0] as never);
    } catch (error) {
      one.reject(toStoreError(error));
    }
  }

  return {
    write: (change) =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve, reject });
        schedule();
      }),
  };
}
