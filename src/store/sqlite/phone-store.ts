import type { DatabaseSync } from 'node:sqlite';
import type { PhoneEvent } from '../../domain/phone-event.ts';
import type { Phone } from '../../domain/ports.ts';
import { type Row, text } from './call-rows.ts';

/** The phones that have reported. `note` must run inside a transaction. */
export function createPhoneStore(database: DatabaseSync) {
  const save = database.prepare(`
    INSERT INTO phones (id, ip, user_agent, user, first_seen_at, last_seen_at, last_event)
    VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
    ON CONFLICT (id) DO UPDATE SET ip = coalesce(excluded.ip, ip),
      user_agent = coalesce(excluded.user_agent, user_agent), user = coalesce(excluded.user, user),
      last_seen_at = excluded.last_seen_at, last_event = excluded.last_event`);
  const erase = database.prepare('DELETE FROM phones WHERE last_seen_at < ?');
  const all = database.prepare('SELECT * FROM phones ORDER BY id');
  const byId = database.prepare('SELECT * FROM phones WHERE id = ?');
  return {
    note(event: PhoneEvent): void {
      save.run(
        event.phone,
        event.ip ?? null,
        event.userAgent ?? null,
        event.local ?? event.user ?? null,
        event.at,
        event.type,
      );
    },
    eraseBefore(time: number): void {
      erase.run(time);
    },
    list: (): readonly Phone[] => all.all().map(toPhone),
    find(id: string): Phone | undefined {
      const row = byId.get(id);
      return row && toPhone(row);
    },
  };
}

function toPhone(row: Row): Phone {
  return {
    id: String(row['id']),
    ...text('ip', row['ip']),
    ...text('userAgent', row['user_agent']),
    ...text('user', row['user']),
    firstSeenAt: Number(row['first_seen_at']),
    lastSeenAt: Number(row['last_seen_at']),
    lastEvent: String(row['last_event']),
  };
}
