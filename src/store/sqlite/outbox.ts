import type { DatabaseSync } from 'node:sqlite';
import type { EntryChange, JournalEntry } from '../../domain/delivery.ts';
import { AppError } from '../../domain/errors.ts';
import type { EntryState } from '../../domain/journal.ts';
import type { Outbox } from '../../domain/ports.ts';
import { number, type Row, text } from './call-rows.ts';
import type { Writer } from './writer.ts';

const DAY_MS = 86_400_000;

/** Columns that a change may set. */
const COLUMNS: Readonly<Record<keyof EntryChange, string>> = {
  state: 'state',
  reason: 'reason',
  isUnclear: 'is_unclear',
  mustLook: 'must_look',
  attempts: 'attempts',
  failures: 'failures',
  lastError: 'last_error',
  notBefore: 'not_before',
  giveUpAt: 'give_up_at',
  firstAttemptAt: 'first_attempt_at',
  crmOffsetMs: 'crm_offset_ms',
  activityId: 'activity_id',
  deliveredAt: 'delivered_at',
  sentOutcome: 'sent_outcome',
  sentDurationSeconds: 'sent_duration_s',
};

/** The outbox in SQLite: what is pending, and what became of the rest. */
export function createOutbox(
  database: DatabaseSync,
  writer: Writer,
  options: { readonly giveUpMs: number },
): Outbox {
  const sql = prepareStatements(database);

  function require(id: string): JournalEntry {
    const row = sql.byId.get(id);
    if (row === undefined) throw new AppError('not_found', 'There is no such journal entry');
    return readEntry(row);
  }

  function apply(id: string, change: EntryChange): void {
    const names = Object.keys(change) as (keyof EntryChange)[];
    if (names.length === 0) return;
    const assignments = names.map((name) => `${COLUMNS[name]} = ?`).join(', ');
    database
      .prepare(`UPDATE outbox SET ${assignments} WHERE call_id = ?`)
      .run(...names.map((name) => toColumn(change[name])), id);
  }

  return {
    findDue: async (now) => {
      const row = sql.due.get(now);
      return row && readEntry(row);
    },
    nextDueAt: async () => {
      const at = sql.nextDue.get()?.['at'];
      return typeof at === 'number' ? at : undefined;
    },
    markSending: (id, now) =>
      writer.write(() => {
        return sql.markSending.run(now, id).changes === 0 ? undefined : require(id);
      }),
    settle: (id, change, attempt) =>
      writer.write(() => {
        const before = require(id);
        sql.land.run(id);
        // Somebody dismissed it meanwhile: only a success is news.
        const isOpen = before.state === 'pending' || change.state === 'delivered';
        if (isOpen) apply(id, change);
        else apply(id, whatStays(change));
        if (!attempt) return;
        const { kind, startedAt, durationMs, status, result, message } = attempt;
        sql.addAttempt.run(id, kind, startedAt, durationMs, status ?? null, result, message);
      }),
    recover: (now) => writer.write(() => Number(sql.recover.run(now).changes)),
    listClaims: async (entryId, contactIds, since) => {
      const ids = JSON.stringify(contactIds);
      return {
        activityIds: new Set(
          sql.claimedActivities
            .all(entryId, since - DAY_MS)
            .map((row) => Number(row['activity_id'])),
        ),
        rivals: sql.rivals.all(entryId, ids, since).map((row) => ({
          deliveredAt: Number(row['delivered_at']),
          isOutgoing: row['direction'] === 'out',
        })),
      };
    },
    list: async ({ state, limit }) =>
      (state === undefined ? sql.newest.all(limit) : sql.byState.all(state, limit)).map(readEntry),
    find: async (id) => {
      const row = sql.byId.get(id);
      return row && readEntry(row);
    },
    listAttempts: async (entryId) =>
      sql.attempts.all(entryId).map((row) => ({
        kind: row['kind'] === 'look' ? 'look' : 'send',
        startedAt: Number(row['started_at']),
        durationMs: Number(row['duration_ms']),
        ...number('status', row['status']),
        result: String(row['result']),
        message: String(row['message']),
      })),
    retry: (id, now) =>
      writer.write(() => {
        const entry = require(id);
        if (entry.state === 'delivered') {
          throw new AppError('conflict', 'This entry is in the CRM already');
        }
        sql.retry.run(now, now + options.giveUpMs, id);
        return require(id);
      }),
    dismiss: (id) =>
      writer.write(() => {
        if (require(id).state === 'delivered') {
          throw new AppError('conflict', 'This entry is in the CRM already');
        }
        apply(id, { state: 'skipped', reason: 'dismissed' });
        return require(id);
      }),
    count: async () => {
      const byState = { pending: 0, delivered: 0, parked: 0, skipped: 0 };
      for (const row of sql.counts.all()) {
        byState[String(row['state']) as EntryState] = Number(row['count']);
      }
      return { byState, ...number('oldestPendingAt', sql.oldest.get()?.['at']) };
    },
  };
}

/** Of an entry that is not to be sent now: what a later send has to know. */
function whatStays({ mustLook, crmOffsetMs }: EntryChange): EntryChange {
  return {
    ...(mustLook !== undefined && { mustLook }),
    ...(crmOffsetMs !== undefined && { crmOffsetMs }),
  };
}

/** The entry of a row. */
export function readEntry(row: Row): JournalEntry {
  return {
    id: String(row['call_id']),
    callId: String(row['call_id']),
    state: row['state'] as EntryState,
    ...(typeof row['reason'] === 'string' && {
      reason: row['reason'] as NonNullable<JournalEntry['reason']>,
    }),
    isUnclear: row['is_unclear'] === 1,
    mustLook: row['must_look'] === 1,
    attempts: Number(row['attempts']),
    failures: Number(row['failures']),
    ...text('lastError', row['last_error']),
    notBefore: Number(row['not_before']),
    giveUpAt: Number(row['give_up_at']),
    ...number('firstAttemptAt', row['first_attempt_at']),
    ...number('crmOffsetMs', row['crm_offset_ms']),
    ...number('activityId', row['activity_id']),
    ...number('deliveredAt', row['delivered_at']),
    ...text('sentOutcome', row['sent_outcome']),
    ...number('sentDurationSeconds', row['sent_duration_s']),
  };
}

function toColumn(value: EntryChange[keyof EntryChange]): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return value ?? null;
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (statement: string) => database.prepare(statement);
  return {
    byId: prepare('SELECT * FROM outbox WHERE call_id = ?'),
    due: prepare(`
      SELECT * FROM outbox WHERE state = 'pending' AND in_flight = 0 AND not_before <= ?
      ORDER BY not_before LIMIT 1`),
    nextDue: prepare(
      "SELECT min(not_before) AS at FROM outbox WHERE state = 'pending' AND in_flight = 0",
    ),
    markSending: prepare(`
      UPDATE outbox SET in_flight = 1, attempts = attempts + 1,
        first_attempt_at = coalesce(first_attempt_at, ?)
      WHERE call_id = ? AND state = 'pending'`),
    land: prepare('UPDATE outbox SET in_flight = 0 WHERE call_id = ?'),
    // It was due before all others and stays so, or it would wait behind a long backlog.
    recover: prepare(`
      UPDATE outbox SET in_flight = 0, must_look = 1, not_before = min(not_before, ?)
      WHERE in_flight = 1`),
    addAttempt: prepare(`
      INSERT INTO attempts (call_id, kind, started_at, duration_ms, status, result, message)
      VALUES (?, ?, ?, ?, ?, ?, ?)`),
    attempts: prepare('SELECT * FROM attempts WHERE call_id = ? ORDER BY id'),
    claimedActivities: prepare(`
      SELECT activity_id FROM outbox
      WHERE activity_id IS NOT NULL AND call_id <> ? AND delivered_at >= ?`),
    rivals: prepare(`
      SELECT delivered_at, direction FROM outbox JOIN calls ON calls.id = outbox.call_id
      WHERE state = 'delivered' AND activity_id IS NULL AND call_id <> ?
      AND contact_id IN (SELECT value FROM json_each(?)) AND delivered_at >= ?
      ORDER BY delivered_at`),
    newest: prepare('SELECT * FROM outbox ORDER BY created_at DESC LIMIT ?'),
    byState: prepare('SELECT * FROM outbox WHERE state = ? ORDER BY created_at DESC LIMIT ?'),
    retry: prepare(`
      UPDATE outbox SET state = 'pending', reason = NULL, give_up_at = ?2, failures = 0,
        not_before = CASE WHEN attempts = 0 AND failures = 0 THEN max(not_before, ?1) ELSE ?1 END
      WHERE call_id = ?3`),
    counts: prepare('SELECT state, count(*) AS count FROM outbox GROUP BY state'),
    oldest: prepare("SELECT min(created_at) AS at FROM outbox WHERE state = 'pending'"),
  };
}
