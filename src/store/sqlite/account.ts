import type { DatabaseSync } from 'node:sqlite';

/**
 * Notes which CRM account the database belongs to. When it is another one than before, pending
 * entries are parked, so that nobody's calls go to a stranger without a person's consent.
 * Returns how many were parked.
 */
export function adoptAccount(database: DatabaseSync, fingerprint: string): number {
  const known = database.prepare("SELECT value FROM meta WHERE key = 'account'").get();
  if (known?.['value'] === fingerprint) return 0;
  database.exec('BEGIN IMMEDIATE');
  const parked =
    known === undefined
      ? 0
      : Number(
          database
            .prepare(`
              UPDATE outbox SET state = 'parked', reason = 'account-changed',
                must_look = max(must_look, in_flight), in_flight = 0,
                last_error = 'The CRM key or address was changed: send again to use the new one'
              WHERE state = 'pending'`)
            .run().changes,
        );
  database
    .prepare(`
      INSERT INTO meta (key, value) VALUES ('account', ?)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`)
    .run(fingerprint);
  database.exec('COMMIT');
  return parked;
}
