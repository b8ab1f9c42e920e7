import type { DatabaseSync } from 'node:sqlite';

/** Numbered by position; never edited after a release, only added to. Times are epoch ms. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE calls (
    id               TEXT PRIMARY KEY,
    direction        TEXT NOT NULL,    -- in, out
    is_assumed       INTEGER NOT NULL, -- 1: the direction is a guess
    remote_kind      TEXT NOT NULL,    -- withheld, internal, external, named
    remote_e164      TEXT,             -- with plus; only of external ones that can be read
    remote_text      TEXT NOT NULL,    -- digits, extension or SIP user
    remote_raw       TEXT,             -- as the phone sent it
    display_name     TEXT,             -- as the telephone system sent it
    started_at       INTEGER NOT NULL,
    connected_at     INTEGER,
    ended_at         INTEGER,          -- null while a leg is open
    outcome          TEXT NOT NULL,
    contact_id       INTEGER,          -- in the CRM
    contact_name     TEXT,
    contact_spelling TEXT,             -- the number as stored there, if the field holds only it
    transferred_from TEXT
  ) STRICT;
  CREATE INDEX calls_by_start ON calls (started_at, id);
  CREATE INDEX calls_by_number ON calls (remote_e164, started_at) WHERE contact_id IS NOT NULL;
  CREATE INDEX calls_by_contact ON calls (contact_id);

  CREATE TABLE legs (
    id           TEXT PRIMARY KEY,
    call_id      TEXT NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    phone        TEXT NOT NULL,        -- MAC address, or ip: and an address
    sip_call_id  TEXT,                 -- the part before @
    local        TEXT,
    user         TEXT,
    started_at   INTEGER NOT NULL,
    connected_at INTEGER,
    held_since   INTEGER,
    held_ms      INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    ended_at     INTEGER,
    ending       TEXT                  -- how it ended
  ) STRICT;
  CREATE INDEX legs_by_call ON legs (call_id);
  CREATE INDEX legs_by_sip_call_id ON legs (phone, sip_call_id);
  CREATE INDEX legs_by_phone ON legs (phone, ended_at);
  CREATE INDEX legs_open ON legs (started_at) WHERE ended_at IS NULL;

  CREATE TABLE events (
    id          INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    type        TEXT NOT NULL,
    phone       TEXT NOT NULL,
    sip_call_id TEXT,
    reason      TEXT,                  -- RFC 3326
    leg_id      TEXT REFERENCES legs (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX events_by_leg ON events (leg_id);
  CREATE INDEX events_by_time ON events (at);

  CREATE TABLE phones (
    id            TEXT PRIMARY KEY,
    ip            TEXT,
    user_agent    TEXT,
    user          TEXT,                -- user part of its identity, as last seen
    first_seen_at INTEGER NOT NULL,
    last_seen_at  INTEGER NOT NULL,
    last_event    TEXT NOT NULL
  ) STRICT;

  CREATE TABLE outbox (
    call_id          TEXT PRIMARY KEY REFERENCES calls (id) ON DELETE CASCADE,
    state            TEXT NOT NULL,    -- pending, delivered, parked, skipped
    reason           TEXT,
    is_unclear       INTEGER NOT NULL DEFAULT 0,
    must_look        INTEGER NOT NULL DEFAULT 0, -- an earlier attempt may have been written
    in_flight        INTEGER NOT NULL DEFAULT 0, -- being sent; left at 1 when the process dies
    attempts         INTEGER NOT NULL DEFAULT 0,
    failures         INTEGER NOT NULL DEFAULT 0, -- in a row
    last_error       TEXT,
    not_before       INTEGER NOT NULL,
    give_up_at       INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    first_attempt_at INTEGER,
    crm_offset_ms    INTEGER,          -- the CRM's clock minus ours
    activity_id      INTEGER,          -- in the CRM, if known
    delivered_at     INTEGER
  ) STRICT;
  CREATE INDEX outbox_due ON outbox (not_before) WHERE state = 'pending';
  CREATE INDEX outbox_by_state ON outbox (state, created_at);

  CREATE TABLE attempts (
    id          INTEGER PRIMARY KEY,
    call_id     TEXT NOT NULL REFERENCES outbox (call_id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,         -- send, look
    started_at  INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status      INTEGER,               -- HTTP
    result      TEXT NOT NULL,
    message     TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attempts_by_call ON attempts (call_id);

  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE calls ADD COLUMN remote_key TEXT NOT NULL DEFAULT ''; -- equal for equal parties
  ALTER TABLE calls ADD COLUMN transfer_at INTEGER; -- when its agent last handed it over
  UPDATE calls SET remote_key = CASE remote_kind
    WHEN 'external' THEN 'number:' || coalesce(remote_e164, remote_text)
    WHEN 'withheld' THEN 'withheld'
    ELSE remote_kind || ':' || remote_text END;
  CREATE INDEX calls_open_by_remote ON calls (remote_key, started_at) WHERE ended_at IS NULL;
  CREATE INDEX calls_by_remote ON calls (remote_key, ended_at);
  CREATE INDEX calls_by_transfer ON calls (transfer_at) WHERE transfer_at IS NOT NULL;
  CREATE INDEX legs_by_any_sip_call_id ON legs (sip_call_id);
  CREATE INDEX legs_open_by_local ON legs (local) WHERE ended_at IS NULL;
  CREATE INDEX events_stray ON events (phone, sip_call_id, at) WHERE leg_id IS NULL;
  ALTER TABLE outbox ADD COLUMN sent_outcome TEXT; -- what the CRM was told last
  ALTER TABLE outbox ADD COLUMN sent_duration_s INTEGER;
  ALTER TABLE calls ADD COLUMN checked_at INTEGER; -- when nobody was found to have its number
  CREATE INDEX calls_by_end ON calls (ended_at);
  CREATE INDEX calls_unnamed ON calls (checked_at)
    WHERE contact_id IS NULL AND remote_e164 IS NOT NULL;
  `,
];

/** Brings the schema up to date. Refuses a database written by a newer version. */
export function migrate(database: DatabaseSync): void {
  const row = database.prepare('PRAGMA user_version').get();
  const version = Number(row?.['user_version'] ?? 0);
  if (version > MIGRATIONS.length) {
    throw new Error('The database was written by a newer version: install that version again');
  }
  MIGRATIONS.slice(version).forEach((sql, index) => {
    database.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${version + index + 1}; COMMIT`);
  });
}
