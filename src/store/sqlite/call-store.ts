import type { DatabaseSync } from 'node:sqlite';
import {
  applyEvent,
  type Call,
  closeOverdue,
  ECHO_WINDOW_MS,
  isOver,
  outcomeOf,
} from '../../domain/call.ts';
import type { PhoneEvent } from '../../domain/phone-event.ts';
import type { CallStore, DraftEntry, StoredCall } from '../../domain/ports.ts';
import { fromCallRow, type Row, text, toCallContact, toCallRow, toLegRow } from './call-rows.ts';
import { readEntry } from './outbox.ts';
import { createPhoneStore } from './phone-store.ts';
import type { Writer } from './writer.ts';

const NO_LEG_LIMIT = 32;

/** Calls and their events in SQLite. The rules run inside the transaction that stores them. */
export function createCallStore(
  database: DatabaseSync,
  writer: Writer,
  options: { readonly draftEntry: DraftEntry; readonly newId: () => string },
): CallStore {
  const sql = prepareStatements(database);
  const phones = createPhoneStore(database);

  function load(row: Row | undefined): StoredCall | undefined {
    if (row === undefined) return undefined;
    const call = fromCallRow(row, sql.legsOfCall.all(String(row['id'])));
    const contact = toCallContact(row);
    const entryRow = sql.entryOfCall.get(call.id);
    return {
      ...call,
      ...(contact !== undefined && { contact }),
      ...(entryRow !== undefined && { entry: readEntry(entryRow) }),
    };
  }

  function loadAll(rows: readonly Row[]): readonly StoredCall[] {
    return rows.flatMap((row) => load(row) ?? []);
  }

  /** The calls that an event of this phone may belong to. */
  function loadCandidates(event: PhoneEvent): readonly Call[] {
    const rows = [
      ...(event.callId === undefined ? [] : sql.callIdsBySipCallId.all(event.phone, event.callId)),
      ...sql.callIdsOfOpenLegs.all(event.phone),
      ...sql.callIdsOfRecentLegs.all(event.phone, event.at - ECHO_WINDOW_MS, NO_LEG_LIMIT),
    ];
    const ids = new Set(rows.map((row) => String(row['call_id'])));
    return [...ids].flatMap((id) => load(sql.callById.get(id)) ?? []);
  }

  function save(calls: readonly Call[]): void {
    for (const call of calls) {
      sql.saveCall.run(toCallRow(call));
      for (const leg of call.legs) sql.saveLeg.run(toLegRow(leg, call.id));
      const draft = options.draftEntry(call);
      if (draft) {
        const createdAt = Math.max(...call.legs.map((leg) => leg.lastSeenAt));
        sql.addEntry.run(
          draft.callId,
          draft.state,
          draft.reason ?? null,
          draft.notBefore,
          draft.giveUpAt,
          createdAt,
        );
      }
    }
  }

  return {
    record: (event) =>
      writer.write(() => {
        const step = applyEvent(loadCandidates(event), event, options.newId);
        save(step.changed);
        sql.addEvent.run(
          event.at,
          event.type,
          event.phone,
          event.callId ?? null,
          event.reason ?? null,
          step.legId ?? null,
        );
        phones.note(event);
        const call = step.legId && load(sql.callOfLeg.get(step.legId));
        return {
          ...(call && { call }),
          ...(step.legId !== undefined && { legId: step.legId }),
          ended: step.changed.filter(isOver).map(outcomeOf),
        };
      }),

    closeOverdue: async (now, limits) => {
      const overdue = () =>
        sql.overdueCalls.all(now - limits.ringTimeoutMs, now - limits.callTimeoutMs);
      if (overdue().length === 0) return [];
      return writer.write(() => {
        const step = closeOverdue(loadAll(overdue()), now, limits);
        save(step.changed);
        return step.changed.filter(isOver).map(outcomeOf);
      });
    },

    nameCall: (callId, contact) =>
      writer.write(() => {
        sql.nameCall.run(contact.id, contact.name, contact.spelling ?? null, callId);
      }),

    findCallOfLeg: async (legId) => load(sql.callOfLeg.get(legId)),
    findCall: async (id) => load(sql.callById.get(id)),
    listCalls: async ({ limit, before }) =>
      loadAll(before === undefined ? sql.newest.all(limit) : sql.newestBefore.all(before, limit)),
    listCallsOfPhone: async (phone, { limit, offset, onlyMissed }) =>
      loadAll(sql.callsOfPhone.all(phone, onlyMissed ? 1 : 0, limit, offset)),
    listEvents: async (callId) =>
      sql.eventsOfCall.all(callId).map((row) => ({
        at: Number(row['at']),
        type: String(row['type']),
        phone: String(row['phone']),
        ...text('legId', row['leg_id']),
        ...text('reason', row['reason']),
      })),
    listPhones: async () => phones.list(),
    findPhone: async (id) => phones.find(id),

    findFormerContact: async (number) => {
      const row = number.e164 === undefined ? undefined : sql.formerContact.get(number.e164);
      return row && toCallContact(row);
    },

    eraseBefore: (time) =>
      writer.write(() => {
        sql.eraseEvents.run(time);
        phones.eraseBefore(time);
        return Number(sql.eraseCalls.run(time).changes);
      }),

    probe: () =>
      writer.write(() => {
        sql.probe.run(String(Date.now()));
      }),
  };
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (statement: string) => database.prepare(statement);
  return {
    callById: prepare('SELECT * FROM calls WHERE id = ?'),
    callOfLeg: prepare(
      'SELECT calls.* FROM calls JOIN legs ON legs.call_id = calls.id WHERE legs.id = ?',
    ),
    legsOfCall: prepare('SELECT * FROM legs WHERE call_id = ? ORDER BY started_at, id'),
    entryOfCall: prepare('SELECT * FROM outbox WHERE call_id = ?'),
    callIdsBySipCallId: prepare('SELECT call_id FROM legs WHERE phone = ? AND sip_call_id = ?'),
    callIdsOfOpenLegs: prepare('SELECT call_id FROM legs WHERE phone = ? AND ended_at IS NULL'),
    callIdsOfRecentLegs: prepare(
      'SELECT call_id FROM legs WHERE phone = ? AND ended_at >= ? ORDER BY ended_at DESC LIMIT ?',
    ),
    overdueCalls: prepare(`
      SELECT * FROM calls WHERE id IN (
        SELECT call_id FROM legs WHERE ended_at IS NULL
        AND ((connected_at IS NULL AND started_at <= ?) OR connected_at <= ?))`),
    saveCall: prepare(`
      INSERT INTO calls (id, direction, is_assumed, remote_kind, remote_e164, remote_text, remote_raw,
        display_name, started_at, connected_at, ended_at, outcome, transferred_from)
      VALUES (:id, :direction, :is_assumed, :remote_kind, :remote_e164, :remote_text, :remote_raw,
        :display_name, :started_at, :connected_at, :ended_at, :outcome, :transferred_from)
      ON CONFLICT (id) DO UPDATE SET direction = excluded.direction,
        is_assumed = excluded.is_assumed, connected_at = excluded.connected_at,
        ended_at = excluded.ended_at, outcome = excluded.outcome,
        transferred_from = excluded.transferred_from`),
    saveLeg: prepare(`
      INSERT INTO legs (id, call_id, phone, sip_call_id, local, user, started_at, connected_at,
        held_since, held_ms, last_seen_at, ended_at, ending)
      VALUES (:id, :call_id, :phone, :sip_call_id, :local, :user, :started_at, :connected_at,
        :held_since, :held_ms, :last_seen_at, :ended_at, :ending)
      ON CONFLICT (id) DO UPDATE SET connected_at = excluded.connected_at,
        held_since = excluded.held_since, held_ms = excluded.held_ms,
        last_seen_at = excluded.last_seen_at, ended_at = excluded.ended_at,
        ending = excluded.ending`),
    addEntry: prepare(`
      INSERT INTO outbox (call_id, state, reason, not_before, give_up_at, created_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (call_id) DO NOTHING`),
    addEvent: prepare(
      'INSERT INTO events (at, type, phone, sip_call_id, reason, leg_id) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    nameCall: prepare(
      'UPDATE calls SET contact_id = ?, contact_name = ?, contact_spelling = ? WHERE id = ?',
    ),
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
      DELETE FROM calls WHERE ended_at < ? AND id NOT IN
        (SELECT call_id FROM outbox WHERE state IN ('pending', 'parked'))`),
    probe: prepare(`
      INSERT INTO meta (key, value) VALUES ('probe', ?)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`),
  };
}
