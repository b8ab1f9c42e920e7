import type { CallRules } from '../../domain/engine/scene.ts';
import type { CallStore, DraftEntry, Outbox } from '../../domain/ports.ts';
import { adoptAccount } from './account.ts';
import { createCallStore } from './call-store.ts';
import { openDatabase } from './database.ts';
import { createOutbox } from './outbox.ts';
import { createWriter } from './writer.ts';

/** Everything that is kept, in one SQLite file. */
export type Store = {
  readonly calls: CallStore;
  readonly outbox: Outbox;
  /** Notes the CRM account; returns how many entries were parked because it is another one. */
  adoptAccount(fingerprint: string): number;
  close(): void;
};

/** Opens the file or creates it; throws when it can't be used. */
export function openStore(
  file: string,
  options: {
    readonly draftEntry: DraftEntry;
    readonly rules: CallRules;
    readonly newId: () => string;
    /** How long an entry is tried again after somebody asked for it. */
    readonly giveUpMs: number;
  },
): Store {
  const database = openDatabase(file);
  const writer = createWriter(database);
  return {
    calls: createCallStore(database, writer, options),
    outbox: createOutbox(database, writer, options),
    adoptAccount: (fingerprint) => adoptAccount(database, fingerprint),
    close: () => database.close(),
  };
}
