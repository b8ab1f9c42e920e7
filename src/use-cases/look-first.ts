import {
  type Activity,
  CLOCK_TOLERANCE_MS,
  type JournalEntry,
  judgeLook,
  type LookAnswer,
} from '../domain/delivery.ts';
import type { CallJournal, Outbox, RateLimit, StoredCall } from '../domain/ports.ts';
import type { SettleEntry } from './settle-entry.ts';

/** Looks whether an earlier attempt was written; true when the entry is to be sent again. */
export type LookFirst = (
  entry: JournalEntry,
  call: StoredCall,
  contactIds: readonly number[],
) => Promise<boolean>;

/** Creates the look before a second send. */
export function createLookFirst(ports: {
  readonly outbox: Outbox;
  readonly journal: CallJournal;
  readonly rate: RateLimit;
  readonly settle: SettleEntry;
  readonly now: () => number;
}): LookFirst {
  /** At everybody with the number: the CRM may have booked the call at any of them. */
  async function look(
    call: StoredCall,
    contactIds: readonly number[],
    createdFrom: number,
  ): Promise<LookAnswer> {
    const wanted = { direction: call.direction, isAnswered: call.outcome === 'answered' };
    let all: LookAnswer = { kind: 'refused', message: 'No contact is known to look at' };
    for (const id of contactIds) {
      await ports.rate.take();
      const one = await ports.journal.look(id, createdFrom, wanted);
      if (one.kind !== 'activities') return one;
      const before: readonly Activity[] = all.kind === 'activities' ? all.activities : [];
      all = { ...one, activities: [...before, ...one.activities] };
    }
    return all;
  }

  return async (entry, call, contactIds) => {
    const startedAt = ports.now();
    const since = (entry.firstAttemptAt ?? startedAt) - CLOCK_TOLERANCE_MS;
    const answer = await look(call, contactIds, since + (entry.crmOffsetMs ?? 0));
    const claims = await ports.outbox.listClaims(entry.id, contactIds, since);
    const verdict = judgeLook(entry, answer, {
      ...ports.settle.circumstances(),
      isOutgoing: call.direction === 'out',
      isSureMatch: call.contact?.spelling !== undefined,
      claimed: claims.activityIds,
      rivals: claims.rivals,
    });
    const { message, status } = answer;
    const tried = { kind: 'look', startedAt, result: verdict.kind, message, status } as const;
    await ports.settle.tried(entry, verdict.change, tried);
    return verdict.kind === 'send';
  };
}
