import type { Call, Outcome } from './call.ts';
import type { Broker, Contact } from './contact.ts';
import type { DeliveryAnswer, EntryChange, JournalEntry, LookAnswer, Rival } from './delivery.ts';
import type { CallLimits } from './engine/close-overdue.ts';
import type { CallContact, EntryDraft, EntryState, JournalMessage } from './journal.ts';
import type { PhoneEvent } from './phone-event.ts';
import type { PhoneNumber } from './phone-number.ts';

/** Where contacts come from. Failures: AppError `crm_unavailable`, `_refused` or `_rejected`. */
export type ContactDirectory = {
  /** Every contact that really has the number, most recently contacted first. */
  findByNumber(number: PhoneNumber): Promise<readonly Contact[]>;
  findById(id: number): Promise<Contact | undefined>;
  /** Contacts that the CRM finds for a text, unranked. */
  search(query: string): Promise<readonly Contact[]>;
};

/** A directory that remembers. */
export type CachedDirectory = ContactDirectory & {
  /** What is remembered of a number without asking, however old; undefined: nothing. */
  recall(number: PhoneNumber): readonly Contact[] | undefined;
  /** Same, only while it is fresh. */
  peek(number: PhoneNumber): readonly Contact[] | undefined;
};

/** The users of the CRM, as last read; empty before the first answer. */
export type BrokerDirectory = {
  list(): Promise<readonly Broker[]>;
  /** Without waiting for the first answer. */
  peek(): readonly Broker[];
};

/** The CRM's call journal. Neither method throws for what the CRM or the network does. */
export type CallJournal = {
  send(message: JournalMessage): Promise<DeliveryAnswer>;
  /** The contact's activities of the kind that `send` writes, created since then. */
  look(
    contactId: number,
    createdFrom: number,
    call: Pick<JournalMessage, 'direction' | 'isAnswered'>,
  ): Promise<LookAnswer>;
};

/** Lets background requests pass at the office's ceiling per minute. */
export type RateLimit = { take(): Promise<void> };

/** A call with what the store knows beside the rules. */
export type StoredCall = Call & {
  readonly contact?: CallContact;
  readonly outcome: Outcome;
  readonly entry?: JournalEntry;
};

/** A phone that has reported at least once. */
export type Phone = {
  readonly id: string;
  readonly ip?: string;
  readonly userAgent?: string;
  /** User part of its identity, as last seen. */
  readonly user?: string;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly lastEvent: string;
};

/** What an event did. */
export type Recorded = {
  readonly call?: StoredCall;
  readonly legId?: string;
  /** What became of the calls that the event ended; their entries may be due. */
  readonly ended: readonly Outcome[];
};

/** One event as stored, for the story of a call. */
export type StoredEvent = {
  readonly at: number;
  readonly type: string;
  readonly phone: string;
  readonly legId?: string;
  readonly reason?: string;
};

/** One try to write or to look, for the story of an entry. */
export type Attempt = {
  readonly kind: 'send' | 'look';
  readonly startedAt: number;
  readonly durationMs: number;
  readonly status?: number;
  readonly result: string;
  readonly message: string;
};

/** Calls, legs, events and phones. Rejects with AppError `storage` when nothing can be written. */
export type CallStore = {
  /**
   * Stores the event and what the rules make of it in one durable transaction. `findContact` is
   * asked inside it and saves the second one that `nameCall` needs; it must not throw.
   */
  record(event: PhoneEvent, findContact?: () => CallContact | undefined): Promise<Recorded>;
  /** Closes legs over their limits; returns what became of the calls that ended so. */
  closeOverdue(now: number, limits: CallLimits): Promise<readonly Outcome[]>;
  /** Notes whose call it is, and whose earlier calls from the same number were. */
  nameCall(callId: string, contact: CallContact): Promise<void>;
  /** A call without a contact whose number was not looked up since then, longest ago first. */
  findUnnamed(checkedBefore: number): Promise<StoredCall | undefined>;
  /** Notes that nobody has the number of this call. */
  markChecked(callId: string, at: number): Promise<void>;
  /** Moves everything that goes on along with a clock that was set. */
  shiftTime(milliseconds: number): Promise<void>;
  findCallOfLeg(legId: string): Promise<StoredCall | undefined>;
  findCall(id: string): Promise<StoredCall | undefined>;
  /** Newest first; `before` is a call id. */
  listCalls(options: { limit: number; before?: string }): Promise<readonly StoredCall[]>;
  /** Calls of one phone, newest first. */
  listCallsOfPhone(
    phone: string,
    options: { limit: number; offset: number; onlyMissed: boolean },
  ): Promise<readonly StoredCall[]>;
  listEvents(callId: string): Promise<readonly StoredEvent[]>;
  listPhones(): Promise<readonly Phone[]>;
  findPhone(id: string): Promise<Phone | undefined>;
  /** The contact last seen with this number, for when the CRM can't be asked. */
  findFormerContact(number: PhoneNumber): Promise<CallContact | undefined>;
  /** Erases what is older, save entries that still have to go out; returns how many calls. */
  eraseBefore(time: number): Promise<number>;
  /** Proves that something can be written; rejects otherwise. */
  probe(): Promise<void>;
};

/** Journal entries on their way to the CRM. */
export type Outbox = {
  /** The pending entry that is due longest, or undefined. */
  findDue(now: number): Promise<JournalEntry | undefined>;
  /** When the next pending entry is due, or undefined. */
  nextDueAt(): Promise<number | undefined>;
  /** Notes durably that the entry is about to be sent; undefined when it is pending no more. */
  markSending(id: string, now: number): Promise<JournalEntry | undefined>;
  /** Notes the outcome of a send or a look. */
  settle(id: string, change: EntryChange, attempt?: Attempt): Promise<void>;
  /** Entries whose send was cut off by the end of the process must be looked for first. */
  recover(now: number): Promise<number>;
  /** Activities that entries own, and deliveries to the contact that own one unnamed. */
  listClaims(entryId: string, contactIds: readonly number[], since: number): Promise<Claims>;
  list(options: { state?: EntryState; limit: number }): Promise<readonly JournalEntry[]>;
  find(id: string): Promise<JournalEntry | undefined>;
  listAttempts(entryId: string): Promise<readonly Attempt[]>;
  retry(id: string, now: number): Promise<JournalEntry>;
  dismiss(id: string): Promise<JournalEntry>;
  count(): Promise<OutboxCount>;
};

export type Claims = {
  readonly activityIds: ReadonlySet<number>;
  readonly rivals: readonly Rival[];
};

export type OutboxCount = {
  readonly byState: Readonly<Record<EntryState, number>>;
  /** When the oldest pending entry was made. */
  readonly oldestPendingAt?: number;
};

/** Makes the entry of a call that is over. */
export type DraftEntry = (call: Call) => EntryDraft | undefined;

/** Structured log lines; ids and durations only, never names or full numbers. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
