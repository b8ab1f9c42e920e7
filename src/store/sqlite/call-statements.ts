import type { DatabaseSync } from 'node:sqlite';

/** Entries that nobody has sent or decided about yet. */
const UNSENT = `outbox.attempts = 0 AND outbox.in_flight = 0
  AND outbox.state IN ('pending', 'skipped') AND outbox.reason IS NOT 'dismissed'`;

/** Everything that the store asks of calls, legs and events, prepared once. */
export function prepareCallStatements(database: DatabaseSync) {
  const prepare = (statement: string) => database.prepare(statement);
  return {
    callById: prepare('SELECT * FROM calls WHERE id = ?'),
    callOfLeg: prepare(
      'SELECT calls.* FROM calls JOIN legs ON legs.call_id = calls.id WHERE legs.id = ?',
    ),
    legsOfCall: prepare('SELECT * FROM legs WHERE call_id = ? ORDER BY started_at, id'),
    entryOfCall: prepare('SELECT * FROM outbox WHERE call_id = ?'),
    overdueCalls: prepare(`
      SELECT * FROM calls WHERE id IN (
        SELECT call_id FROM legs WHERE ended_at IS NULL
        AND ((connected_at IS NULL AND started_at <= ?) OR connected_at <= ?))`),
    saveCall: prepare(`
      INSERT INTO calls (id, direction, is_assumed, remote_key, remote_kind, remote_e164, remote_text, remote_raw,
        display_name, started_at, connected_at, ended_at, outcome, transferred_from, transfer_at)
      VALUES (:id, :direction, :is_assumed, :remote_key, :remote_kind, :remote_e164, :remote_text, :remote_raw,
        :display_name, :started_at, :connected_at, :ended_at, :outcome, :transferred_from,
        :transfer_at)
      ON CONFLICT (id) DO UPDATE SET direction = excluded.direction,
        is_assumed = excluded.is_assumed, remote_key = excluded.remote_key,
        remote_kind = excluded.remote_kind, remote_e164 = excluded.remote_e164,
        remote_text = excluded.remote_text, remote_raw = excluded.remote_raw,
        display_name = excluded.display_name,
        connected_at = excluded.connected_at,
        ended_at = excluded.ended_at, outcome = excluded.outcome,
        transferred_from = excluded.transferred_from, transfer_at = excluded.transfer_at`),
    saveLeg: prepare(`
      INSERT INTO legs (id, call_id, phone, sip_call_id, local, user, started_at, connected_at,
        held_since, held_ms, last_seen_at, ended_at, ending)
      VALUES (:id, :call_id, :phone, :sip_call_id, :local, :user, :started_at, :connected_at,
        :held_since, :held_ms, :last_seen_at, :ended_at, :ending)
      ON CONFLICT (id) DO UPDATE SET call_id = excluded.call_id,
        sip_call_id = excluded.sip_call_id, connected_at = excluded.connected_at, held_since = excluded.held_since, held_ms = excluded.held_ms,
        last_seen_at = excluded.last_seen_at, ended_at = excluded.ended_at,
        ending = excluded.ending`),
    saveEntry: prepare(`
      INSERT INTO outbox (call_id, state, reason, not_before, give_up_at, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (call_id) DO UPDATE SET state = excluded.state, reason = excluded.reason,
        not_before = excluded.not_before, give_up_at = excluded.give_up_at
      WHERE ${UNSENT}`),
    withdrawEntry: prepare(`DELETE FROM outbox WHERE call_id = ? AND ${UNSENT}`),
    adoptEvent: prepare('UPDATE events SET leg_id = ? WHERE id = ?'),
    addEvent: prepare(
      'INSERT INTO events (at, type, phone, sip_call_id, reason, leg_id) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    nameCall: prepare(
      'UPDATE calls SET contact_id = ?, contact_name = ?, contact_spelling = ? WHERE id = ?',
    ),
    inheritContact: prepare(`
      UPDATE calls SET (contact_id, contact_name, contact_spelling) =
        (SELECT contact_id, contact_name, contact_spelling FROM calls AS origin
         WHERE origin.id = calls.transferred_from)
      WHERE id = :id AND contact_id IS NULL AND remote_key =
        (SELECT remote_key FROM calls AS origin WHERE origin.id = calls.transferred_from)`),
    nameEarlierCalls: prepare(`
      UPDATE calls SET contact_id = ?, contact_name = ?, contact_spelling = ?
      WHERE contact_id IS NULL
      AND remote_key = (SELECT remote_key FROM calls AS named WHERE named.id = ?)`),
    unnamed: prepare(`
      SELECT * FROM calls WHERE contact_id IS NULL AND remote_e164 IS NOT NULL
      AND coalesce(checked_at, 0) < ? ORDER BY checked_at, started_at DESC LIMIT 1`),
    markChecked: prepare(`
      UPDATE calls SET checked_at = ? WHERE contact_id IS NULL
      AND remote_key = (SELECT remote_key FROM calls AS asked WHERE asked.id = ?)`),
    shiftTime: [
      prepare(`
        UPDATE legs SET started_at = started_at + :ms, connected_at = connected_at + :ms,
          held_since = held_since + :ms, last_seen_at = last_seen_at + :ms,
          ended_at = ended_at + :ms
        WHERE call_id IN (SELECT id FROM calls WHERE ended_at IS NULL)`),
      prepare(`
        UPDATE calls SET started_at = started_at + :ms, connected_at = connected_at + :ms,
          transfer_at = transfer_at + :ms WHERE ended_at IS NULL`),
      prepare(`
        UPDATE outbox SET not_before = not_before + :ms, give_up_at = give_up_at + :ms,
          first_attempt_at = first_attempt_at + :ms, crm_offset_ms = crm_offset_ms - :ms
        WHERE state = 'pending'`),
    ],
    newest: prepare('SELECT * FROM calls ORDER BY started_at DESC, id DESC LIMIT ?'),
    newestBefore: prepare(`
      SELECT calls.* FROM calls JOIN calls AS mark ON mark.id = ?
      WHERE (calls.started_at, calls.id) < (mark.started_at, mark.id)
      ORDER BY calls.started_at DESC, calls.id DESC LIMIT ?`),
    callsOfPhone: prepare(`
      SELECT * FROM calls WHERE id IN (SELECT call_id FROM legs WHERE phone = ?)
      AND (? = 0 OR outcome = 'missed') ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?`),
    eventsOfCall: prepare(`
      SELECT events.* FROM events JOIN legs ON legs.id = events.leg_id
      WHERE legs.call_id = ? ORDER BY events.id`),
    formerContact: prepare(`
      SELECT * FROM calls WHERE remote_e164 = ? AND contact_id IS NOT NULL
      ORDER BY started_at DESC LIMIT 1`),
    eraseEvents: prepare('DELETE FROM events WHERE at < ? AND leg_id IS NULL'),
    eraseCalls: prepare(`
      DELETE FROM calls WHERE id IN (
        SELECT id FROM calls LEFT JOIN outbox ON outbox.call_id = calls.id
        WHERE ended_at < ? AND coalesce(state, '') NOT IN ('pending', 'parked') LIMIT ?)`),
    probe: prepare(`
      INSERT INTO meta (key, value) VALUES ('probe', ?)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`),
  };
}
