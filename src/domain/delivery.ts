import type { EntryState, SkipReason } from './journal.ts';
import { type Backoff, backoffMs } from './retry.ts';

/** What is known of an attempt to write a call into the CRM. */
export type DeliveryAnswer = {
  /** HTTP status, if an answer came. */
  readonly status?: number;
  /** The CRM's clock, epoch milliseconds, from its `Date` header. */
  readonly crmTime?: number;
  /** One line for people; never a name, a full number or the key. */
  readonly message: string;
} & (
  | { readonly kind: 'delivered'; readonly activityId?: number }
  | { readonly kind: 'not-written'; readonly retryAfterMs?: number; readonly keyRefused: boolean }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'rejected' }
);

/** An activity of the CRM, as far as the look before a second send needs it. */
export type Activity = {
  readonly id: number;
  readonly createdAt: number;
  /** Missing when the CRM does not say. */
  readonly isOutgoing?: boolean;
};

/** What looking for an earlier write brought. */
export type LookAnswer = {
  readonly status?: number;
  readonly crmTime?: number;
  readonly message: string;
} & (
  | { readonly kind: 'activities'; readonly activities: readonly Activity[] }
  | { readonly kind: 'unreachable'; readonly retryAfterMs?: number }
  | { readonly kind: 'refused' }
);

/** A row of the outbox. Times are epoch milliseconds. */
export type JournalEntry = {
  readonly id: string;
  readonly callId: string;
  readonly state: EntryState;
  readonly reason?: SkipReason | 'gave-up' | 'rejected' | 'account-changed';
  /** Sent again although an earlier attempt may have been written. */
  readonly isUnclear: boolean;
  /** An earlier attempt may have been written: look before the next one. */
  readonly mustLook: boolean;
  /** Times it was sent. */
  readonly attempts: number;
  /** Sends and looks that failed in a row. */
  readonly failures: number;
  readonly lastError?: string;
  readonly notBefore: number;
  readonly giveUpAt: number;
  readonly firstAttemptAt?: number;
  /** The CRM's clock minus ours, as last seen. */
  readonly crmOffsetMs?: number;
  readonly activityId?: number;
  readonly deliveredAt?: number;
  /** What the CRM was told last; the call may have been corrected since. */
  readonly sentOutcome?: string;
  readonly sentDurationSeconds?: number;
};

/** What changes of an entry after an attempt; what is missing stays, undefined is removed. */
export type EntryChange = {
  readonly [Key in Exclude<keyof JournalEntry, 'id' | 'callId'>]?: JournalEntry[Key] | undefined;
};

/** Back-off and the wait after a refused key, which somebody has to change first. */
export type RetryPolicy = Backoff;

/** How far the CRM's clock and its rounding may be off. */
export const CLOCK_TOLERANCE_MS = 120_000;

/** What an answer to a send means for its entry. `random` spreads the back-off. */
export function judgeDelivery(
  entry: JournalEntry,
  answer: DeliveryAnswer,
  at: { readonly now: number; readonly random: number; readonly policy: RetryPolicy },
): EntryChange {
  const offset = clockOffset(answer.crmTime, at.now);
  switch (answer.kind) {
    case 'delivered':
      return {
        ...offset,
        state: 'delivered',
        deliveredAt: at.now,
        mustLook: false,
        failures: 0,
        lastError: undefined,
        ...(answer.activityId !== undefined && { activityId: answer.activityId }),
      };
    case 'not-written':
      return { ...offset, mustLook: false, ...postpone(entry, answer, at) };
    case 'unclear':
      return { ...offset, mustLook: true, ...postpone(entry, answer, at) };
    case 'rejected':
      return {
        ...offset,
        state: 'parked',
        reason: 'rejected',
        mustLook: false,
        lastError: answer.message,
      };
  }
}

/** What a look means: delivered after all, send again (perhaps marked unclear), or wait. */
export type LookVerdict =
  | { readonly kind: 'found'; readonly change: EntryChange }
  | { readonly kind: 'send'; readonly change: EntryChange }
  | { readonly kind: 'wait'; readonly change: EntryChange };

/** Deliveries of other entries for the same contact that own an activity without knowing which. */
export type Rival = { readonly deliveredAt: number; readonly isOutgoing: boolean };

/**
 * Decides from the contact's activities whether an earlier attempt was written.
 *
 * An activity belongs to this entry if it was created after the first attempt began, does not
 * state the other direction, and nobody else owns it. A rival owns the activity that was created
 * nearest to its delivery.
 */
export function judgeLook(
  entry: JournalEntry,
  look: LookAnswer,
  context: {
    readonly now: number;
    readonly random: number;
    readonly policy: RetryPolicy;
    readonly isOutgoing: boolean;
    /** The number goes out as the contact has it: had it been written, it would stand there. */
    readonly isSureMatch: boolean;
    readonly claimed: ReadonlySet<number>;
    readonly rivals: readonly Rival[];
  },
): LookVerdict {
  const offset = clockOffset(look.crmTime, context.now);
  switch (look.kind) {
    case 'unreachable':
      return { kind: 'wait', change: { ...offset, ...postpone(entry, look, context) } };
    case 'refused':
      return { kind: 'send', change: { ...offset, mustLook: false, isUnclear: true } };
    case 'activities': {
      const offsetMs = offset.crmOffsetMs ?? entry.crmOffsetMs ?? 0;
      const since = (entry.firstAttemptAt ?? context.now) + offsetMs - CLOCK_TOLERANCE_MS;
      const own = look.activities.filter(
        (it) =>
          it.createdAt >= since &&
          !context.claimed.has(it.id) &&
          (it.isOutgoing === undefined || it.isOutgoing === context.isOutgoing),
      );
      const [found] = withoutRivals(own, context.rivals, offsetMs);
      return found === undefined
        ? { kind: 'send', change: { ...offset, mustLook: false, ...doubt(context.isSureMatch) } }
        : {
            kind: 'found',
            change: {
              ...offset,
              state: 'delivered',
              deliveredAt: context.now,
              mustLook: false,
              failures: 0,
              lastError: undefined,
              activityId: found.id,
            },
          };
    }
  }
}

/** The CRM may have written the call without finding the contact, where no look can see it. */
function doubt(isSureMatch: boolean): EntryChange {
  return isSureMatch ? {} : { isUnclear: true };
}

function withoutRivals(
  activities: readonly Activity[],
  rivals: readonly Rival[],
  offsetMs: number,
): readonly Activity[] {
  const left = [...activities].sort((one, other) => one.createdAt - other.createdAt);
  for (const rival of rivals) {
    const distance = (it: Activity) => Math.abs(it.createdAt - (rival.deliveredAt + offsetMs));
    const nearest = left
      .filter((it) => it.isOutgoing === undefined || it.isOutgoing === rival.isOutgoing)
      .sort((one, other) => distance(one) - distance(other))[0];
    if (nearest) left.splice(left.indexOf(nearest), 1);
  }
  return left;
}

function postpone(
  entry: JournalEntry,
  failure: {
    readonly message: string;
    readonly retryAfterMs?: number;
    readonly keyRefused?: boolean;
  },
  { now, random, policy }: { now: number; random: number; policy: RetryPolicy },
): EntryChange {
  const failures = entry.failures + 1;
  const lastError = failure.message;
  if (now >= entry.giveUpAt) return { state: 'parked', reason: 'gave-up', failures, lastError };
  const wait =
    failure.retryAfterMs === undefined
      ? failure.keyRefused
        ? policy.capMs
        : backoffMs(failures, policy, random)
      : // "At once" must not become a storm.
        Math.max(failure.retryAfterMs, policy.baseMs);
  return { failures, lastError, notBefore: Math.min(now + wait, entry.giveUpAt) };
}

function clockOffset(crmTime: number | undefined, now: number): { readonly crmOffsetMs?: number } {
  return crmTime === undefined ? {} : { crmOffsetMs: crmTime - now };
}
