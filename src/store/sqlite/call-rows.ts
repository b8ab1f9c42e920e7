import {
  type Call,
  connectedAtOf,
  endedAtOf,
  type Leg,
  type LegEnd,
  type Outcome,
  outcomeOf,
  remoteKey,
} from '../../domain/call.ts';
import type { CallContact } from '../../domain/journal.ts';
import type { RemoteParty } from '../../domain/remote-party.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** The columns of `calls` that the rules decide. */
export function toCallRow(call: Call): Record<string, string | number | null> {
  return {
    id: call.id,
    direction: call.direction,
    is_assumed: call.isDirectionAssumed ? 1 : 0,
    remote_key: remoteKey(call.remote),
    remote_kind: call.remote.kind,
    remote_e164: call.remote.kind === 'external' ? (call.remote.number.e164 ?? null) : null,
    remote_text: remoteText(call.remote),
    remote_raw: call.remoteRaw ?? null,
    display_name: call.displayName ?? null,
    started_at: call.startedAt,
    connected_at: connectedAtOf(call) ?? null,
    ended_at: endedAtOf(call) ?? null,
    outcome: outcomeOf(call),
    transferred_from: call.transferredFrom ?? null,
    transfer_at: call.transferAt ?? null,
  };
}

export function toLegRow(leg: Leg, callId: string): Record<string, string | number | null> {
  return {
    id: leg.id,
    call_id: callId,
    phone: leg.phone,
    sip_call_id: leg.callId ?? null,
    local: leg.local ?? null,
    user: leg.user ?? null,
    started_at: leg.startedAt,
    connected_at: leg.connectedAt ?? null,
    held_since: leg.heldSince ?? null,
    held_ms: leg.heldMs,
    last_seen_at: leg.lastSeenAt,
    ended_at: leg.endedAt ?? null,
    ending: leg.end ?? null,
  };
}

/** The call of a row and its legs' rows. */
export function fromCallRow(row: Row, legs: readonly Row[]): Call & { outcome: Outcome } {
  return {
    id: String(row['id']),
    direction: row['direction'] === 'out' ? 'out' : 'in',
    ...(row['is_assumed'] === 1 && { isDirectionAssumed: true }),
    remote: toRemote(row),
    ...text('remoteRaw', row['remote_raw']),
    ...text('displayName', row['display_name']),
    legs: legs.map(fromLegRow) as unknown as Call['legs'],
    startedAt: Number(row['started_at']),
    outcome: row['outcome'] as Outcome,
    ...text('transferredFrom', row['transferred_from']),
    ...number('transferAt', row['transfer_at']),
  };
}

/** The contact noted at a call, or undefined. */
export function toCallContact(row: Row): CallContact | undefined {
  if (typeof row['contact_id'] !== 'number') return undefined;
  return {
    id: row['contact_id'],
    name: String(row['contact_name'] ?? ''),
    ...text('spelling', row['contact_spelling']),
  };
}

/** `{ key: value }` for a text, `{}` for null. */
export function text<Key extends string>(
  key: Key,
  value: unknown,
): { readonly [K in Key]?: string } {
  return typeof value === 'string' ? ({ [key]: value } as { [K in Key]: string }) : {};
}

/** `{ key: value }` for a number, `{}` for null. */
export function number<Key extends string>(
  key: Key,
  value: unknown,
): { readonly [K in Key]?: number } {
  return typeof value === 'number' ? ({ [key]: value } as { [K in Key]: number }) : {};
}

function fromLegRow(row: Row): Leg {
  return {
    id: String(row['id']),
    phone: String(row['phone']),
    ...text('callId', row['sip_call_id']),
    ...text('local', row['local']),
    ...text('user', row['user']),
    startedAt: Number(row['started_at']),
    ...number('connectedAt', row['connected_at']),
    ...number('heldSince', row['held_since']),
    heldMs: Number(row['held_ms']),
    lastSeenAt: Number(row['last_seen_at']),
    ...number('endedAt', row['ended_at']),
    ...(typeof row['ending'] === 'string' && { end: row['ending'] as LegEnd }),
  };
}

function remoteText(remote: RemoteParty): string {
  switch (remote.kind) {
    case 'withheld':
      return '';
    case 'internal':
      return remote.extension;
    case 'external':
      return remote.number.digits;
    case 'named':
      return remote.user;
  }
}

function toRemote(row: Row): RemoteParty {
  const value = String(row['remote_text']);
  switch (row['remote_kind']) {
    case 'internal':
      return { kind: 'internal', extension: value };
    case 'external':
      return { kind: 'external', number: { digits: value, ...text('e164', row['remote_e164']) } };
    case 'named':
      return { kind: 'named', user: value };
    default:
      return { kind: 'withheld' };
  }
}
