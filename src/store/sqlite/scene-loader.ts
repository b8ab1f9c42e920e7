import type { DatabaseSync } from 'node:sqlite';
import { type Call, remoteKey } from '../../domain/call.ts';
import { ECHO_WINDOW_MS, type Scene, type Stray } from '../../domain/engine/scene.ts';
import type { PhoneEvent } from '../../domain/phone-event.ts';
import type { StoredCall } from '../../domain/ports.ts';

/** A stored hang-up that belongs to no leg yet. */
type StoredStray = Stray & { readonly id: number };

/** The scene of an event, with the row of its stray hang-up. */
export type StoredScene = Scene & {
  readonly calls: readonly StoredCall[];
  readonly stray?: StoredStray | undefined;
};

/** Nobody has more calls with one party at a time; a bound all the same. */
const MOST = 50;
/** Of one party only the latest calls matter. */
const MOST_OF_PARTY = 5;

/**
 * Creates the loader of all calls that an event may have to do with. Every question is answered
 * by an index, so that its cost does not grow with the calls in the office.
 */
export function createSceneLoader(
  database: DatabaseSync,
  loadCall: (id: string) => StoredCall | undefined,
): (event: PhoneEvent) => StoredScene {
  const sql = prepareStatements(database);

  function findIds(event: PhoneEvent): Set<string> {
    const recent = event.at - ECHO_WINDOW_MS;
    const rows = [
      ...sql.openOfPhone.all(event.phone),
      ...sql.recentOfPhone.all(event.phone, recent, MOST),
      ...sql.handedOver.all(recent, MOST),
    ];
    if (event.callId !== undefined) rows.push(...sql.bySipCallId.all(event.callId, MOST));
    return new Set(rows.map((row) => String(row['id'])));
  }

  function findIdsByParty(keys: ReadonlySet<string>, event: PhoneEvent): readonly string[] {
    const recent = event.at - ECHO_WINDOW_MS;
    return [...keys].flatMap((key) =>
      [
        ...sql.openOfParty.all(key, MOST_OF_PARTY),
        ...sql.recentOfParty.all(key, recent, MOST_OF_PARTY),
        ...sql.lastOfParty.all(key),
      ].map((row) => String(row['id'])),
    );
  }

  /** Who handed these calls over, and what the colleagues at the other end are talking about. */
  function findRelated(calls: readonly Call[], event: PhoneEvent): readonly string[] {
    const from = calls.flatMap((call) => call.transferredFrom ?? []);
    const internal = calls.filter((call) => call.remote.kind === 'internal');
    const remotes = [event.remote, ...internal.map((call) => call.remote)];
    const extensions = new Set([
      ...remotes.flatMap((remote) => (remote.kind === 'internal' ? remote.extension : [])),
      ...internal.flatMap((call) => call.legs.flatMap((leg) => leg.local ?? [])),
    ]);
    const rows = [...extensions].flatMap((local) => sql.openOfExtension.all(local, MOST));
    return [...from, ...rows.map((row) => String(row['id']))];
  }

  function findStray(event: PhoneEvent): StoredStray | undefined {
    if (event.callId === undefined) return undefined;
    const row = sql.stray.get(event.phone, event.callId, event.at - ECHO_WINDOW_MS);
    if (!row) return undefined;
    const reason = row['reason'];
    return {
      id: Number(row['id']),
      at: Number(row['at']),
      ...(typeof reason === 'string' && { reason }),
    };
  }

  return (event) => {
    const ids = findIds(event);
    const calls = [...ids].flatMap((id) => loadCall(id) ?? []);
    const parties = [event.remote, ...calls.map((call) => call.remote)].map(remoteKey);
    const own = event.local ?? event.user;
    const keys = new Set([...parties, ...(own === undefined ? [] : [`internal:${own}`])]);
    // Withheld callers have nothing in common.
    keys.delete('withheld');
    const others = [...findIdsByParty(keys, event), ...findRelated(calls, event)];
    const more = [...new Set(others)]
      .filter((id) => !ids.has(id))
      .flatMap((id) => loadCall(id) ?? []);
    return { calls: [...calls, ...more], stray: findStray(event) };
  };
}

function prepareStatements(database: DatabaseSync) {
  const prepare = (statement: string) => database.prepare(statement);
  return {
    openOfPhone: prepare('SELECT call_id AS id FROM legs WHERE phone = ? AND ended_at IS NULL'),
    recentOfPhone: prepare(`
      SELECT call_id AS id FROM legs WHERE phone = ? AND ended_at >= ?
      ORDER BY ended_at DESC LIMIT ?`),
    openOfExtension: prepare(
      'SELECT call_id AS id FROM legs WHERE local = ? AND ended_at IS NULL LIMIT ?',
    ),
    bySipCallId: prepare('SELECT call_id AS id FROM legs WHERE sip_call_id = ? LIMIT ?'),
    handedOver: prepare(
      'SELECT id FROM calls WHERE transfer_at >= ? ORDER BY transfer_at DESC LIMIT ?',
    ),
    openOfParty: prepare(`
      SELECT id FROM calls WHERE remote_key = ? AND ended_at IS NULL
      ORDER BY started_at DESC LIMIT ?`),
    recentOfParty: prepare(`
      SELECT id FROM calls WHERE remote_key = ? AND ended_at >= ?
      ORDER BY ended_at DESC LIMIT ?`),
    // A parked call, and perhaps the one that retrieved it.
    lastOfParty: prepare(`
      SELECT id FROM calls WHERE remote_key = ? AND ended_at IS NOT NULL
      ORDER BY ended_at DESC LIMIT 2`),
    stray: prepare(`
      SELECT id, at, reason FROM events WHERE leg_id IS NULL AND phone = ? AND sip_call_id = ?
      AND at >= ? AND type = 'disconnected' ORDER BY at DESC LIMIT 1`),
  };
}
