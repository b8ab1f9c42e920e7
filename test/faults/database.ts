import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** The database of a server in live mode. */
export const DATABASE = 'propstack-snom.db';

const EVENT = z.object({ type: z.string(), sip_call_id: z.string() });
const ENTRY = z.object({ call_id: z.string(), state: z.string(), is_unclear: z.number() });
const IN_FLIGHT = z.object({ call_id: z.string(), attempts: z.number() });

/** Every event that is stored. */
export function readEvents(dataDir: string): readonly z.infer<typeof EVENT>[] {
  return z.array(EVENT).parse(read(dataDir, 'SELECT type, sip_call_id FROM events'));
}

/** A journal entry as it is stored. */
export type StoredEntry = z.infer<typeof ENTRY>;

/** Every journal entry. */
export function readEntries(dataDir: string): readonly StoredEntry[] {
  return z.array(ENTRY).parse(read(dataDir, 'SELECT call_id, state, is_unclear FROM outbox'));
}

/** The entries that a process which is gone was sending. */
export function readInFlight(dataDir: string): readonly z.infer<typeof IN_FLIGHT>[] {
  const query = 'SELECT call_id, attempts FROM outbox WHERE in_flight = 1';
  return z.array(IN_FLIGHT).parse(read(dataDir, query));
}

/** Reads a copy, so that the server finds its files just as it left them. */
function read(dataDir: string, query: string): unknown[] {
  if (!existsSync(join(dataDir, DATABASE))) return [];
  const folder = mkdtempSync(join(tmpdir(), 'propstack-snom-copy-'));
  try {
    for (const name of [DATABASE, `${DATABASE}-wal`]) {
      const file = join(dataDir, name);
      if (existsSync(file)) cpSync(file, join(folder, name));
    }
    const database = new DatabaseSync(join(folder, DATABASE));
    // Killed at its birth, it has no tables yet.
    const isNew = database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    const rows = isNew ? [] : database.prepare(query).all();
    database.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
