import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../domain/errors.ts';
import { migrate } from './migrations.ts';

/** SQLite result codes (https://www.sqlite.org/rescode.html) of a busy or locked database. */
const BUSY_CODES = new Set([5, 6]);
/** Those of storage that can't be used now: read-only, I/O error, full, can't open, corrupt. */
const STORAGE_CODES = new Set([...BUSY_CODES, 8, 10, 11, 13, 14]);

/**
 * Opens or creates a database file and brings its schema up to date. A commit is durable when it
 * returns: WAL with full sync. What is erased is overwritten.
 */
export function openDatabase(path: string): DatabaseSync {
  // Without a busy timeout, since waiting inside SQLite would stop every phone: see writer.ts.
  const database = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true });
  try {
    database.exec(`
      PRAGMA busy_timeout = 2000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
    `);
    migrate(database);
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** True when another process holds the lock: worth trying again in a moment. */
export function isBusy(error: unknown): boolean {
  return BUSY_CODES.has(primaryCode(error));
}

/** True for a disk or database that can't be written now, as opposed to a bug. */
export function isStorageFailure(error: unknown): boolean {
  return STORAGE_CODES.has(primaryCode(error));
}

/** The error as the rest of the server knows it. */
export function toStoreError(error: unknown): unknown {
  if (!isStorageFailure(error)) return error;
  const detail = error instanceof Error ? error.message : 'unknown';
  return new AppError('storage', `The database can't be written: ${detail}`, { cause: error });
}

function primaryCode(error: unknown): number {
  const isSqlite = error instanceof Error && 'errcode' in error;
  return isSqlite ? Number(error.errcode) & 0xff : 0;
}
