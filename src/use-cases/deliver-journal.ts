import type { Contact } from '../domain/contact.ts';
import {
  CLOCK_TOLERANCE_MS,
  type EntryChange,
  type JournalEntry,
  judgeDelivery,
  judgeLook,
  type LookAnswer,
  type RetryPolicy,
} from '../domain/delivery.ts';
import { AppError } from '../domain/errors.ts';
import {
  agentIdentityOf,
  type CallContact,
  findBroker,
  findSkipReason,
  findUnknownSkipReason,
  type JournalPolicy,
  toJournalMessage,
} from '../domain/journal.ts';
import type { NumberPlan } from '../domain/phone-number.ts';
import type {
  BrokerDirectory,
  CallJournal,
  CallStore,
  ContactDirectory,
  Log,
  Outbox,
  RateLimit,
  StoredCall,
} from '../domain/ports.ts';
import { contactNumber } from '../domain/remote-party.ts';
import { toCallContact } from './record-phone-event.ts';

/** What delivery needs of the world and of the settings. */
export type DeliveryPorts = {
  readonly outbox: Outbox;
  readonly store: CallStore;
  readonly journal: CallJournal;
  readonly directory: ContactDirectory;
  readonly brokers: BrokerDirectory;
  readonly rate: RateLimit;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  /** Waits; rejects when the server stops. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Aborted when the server stops: what fails from then on is no failure of the entry. */
  readonly stopping: AbortSignal;
  readonly plan: NumberPlan;
  readonly policy: JournalPolicy;
  readonly retry: RetryPolicy;
  readonly mainNumber?: string | undefined;
};

const STORAGE_PAUSE_MS = 1000;

/** Who the other party is in the CRM, as far as that can be said now. */
type Owners =
  | { readonly kind: 'known'; readonly contact: CallContact; readonly ids: readonly number[] }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'unavailable'; readonly message: string };

/** Delivers the entry that is due longest; false when none is due. */
export type DeliverNext = () => Promise<boolean>;

/**
 * Creates the delivery of journal entries, one at a time, so that the look before a second send
 * never races another send. Nothing is remembered outside the outbox: a killed process goes on
 * where it was.
 */
export function createDeliverNext(ports: DeliveryPorts): DeliverNext {
  const { outbox, store, log, policy } = ports;

  async function deliver(entry: JournalEntry): Promise<void> {
    const call = await store.findCall(entry.callId);
    if (!call) return;
    const skip = findSkipReason(call, policy);
    if (skip) return outbox.settle(entry.id, { state: 'skipped', reason: skip });
    const owners = await findOwners(call, entry);
    if (owners.kind === 'unavailable') return postpone(entry, owners.message);
    if (owners.kind === 'hidden' && findUnknownSkipReason(policy)) {
      return postpone(entry, 'The key may not read contacts', ports.retry.capMs);
    }
    const unknown = owners.kind === 'nobody' ? findUnknownSkipReason(policy) : undefined;
    if (unknown) return outbox.settle(entry.id, { state: 'skipped', reason: unknown });
    if (!entry.mustLook || (await mayBeSent(entry, call, owners))) await send(entry, call, owners);
  }

  async function findOwners(call: StoredCall, entry: JournalEntry): Promise<Owners> {
    const number = contactNumber(call.remote);
    if (!number) return { kind: 'nobody' };
    if (call.contact && !entry.mustLook) {
      return { kind: 'known', contact: call.contact, ids: [call.contact.id] };
    }
    try {
      await ports.rate.take();
      const contacts = await ports.directory.findByNumber(number);
      return await noteOwner(call, contacts);
    } catch (error) {
      if (ports.stopping.aborted) throw error;
      if (call.contact) return { kind: 'known', contact: call.contact, ids: [call.contact.id] };
      if (!(error instanceof AppError)) throw error;
      // Before a second send it is worth waiting for a readable answer, before the first it is not.
      const isHidden =
        error.code === 'crm_refused' || (error.code === 'crm_rejected' && !entry.mustLook);
      return isHidden ? { kind: 'hidden' } : { kind: 'unavailable', message: error.message };
    }
  }

  async function noteOwner(call: StoredCall, contacts: readonly Contact[]): Promise<Owners> {
    const ids = contacts.map((contact) => contact.id);
    if (call.contact) {
      return { kind: 'known', contact: call.contact, ids: [...new Set([call.contact.id, ...ids])] };
    }
    const [first] = contacts;
    const number = contactNumber(call.remote);
    if (!first || !number) return { kind: 'nobody' };
    const contact = toCallContact(first, number, ports.plan);
    await store.nameCall(call.id, contact);
    return { kind: 'known', contact, ids };
  }

  /** The look before a second send. */
  async function mayBeSent(
    entry: JournalEntry,
    call: StoredCall,
    owners: Owners,
  ): Promise<boolean> {
    const startedAt = ports.now();
    const ids = owners.kind === 'known' ? owners.ids : [];
    const since = (entry.firstAttemptAt ?? startedAt) - CLOCK_TOLERANCE_MS;
    const answer = await look(entry, call, ids, since);
    const claims = await outbox.listClaims(entry.id, ids, since);
    const verdict = judgeLook(entry, answer, {
      ...circumstances(),
      isOutgoing: call.direction === 'out',
      claimed: claims.activityIds,
      rivals: claims.rivals,
    });
    await settle(entry, verdict.change, {
      kind: 'look',
      startedAt,
      result: verdict.kind,
      message: answer.message,
      status: answer.status,
    });
    return verdict.kind === 'send';
  }

  /** Everybody with the number: the CRM may have booked the call at any of them. */
  async function look(
    entry: JournalEntry,
    call: StoredCall,
    contactIds: readonly number[],
    since: number,
  ): Promise<LookAnswer> {
    let all: LookAnswer = { kind: 'refused', message: 'No contact is known to look at' };
    const from = since + (entry.crmOffsetMs ?? 0);
    const wanted = { direction: call.direction, isAnswered: call.outcome === 'answered' };
    for (const id of contactIds) {
      await ports.rate.take();
      const one = await ports.journal.look(id, from, wanted);
      if (one.kind !== 'activities') return one;
      all =
        all.kind === 'activities'
          ? { ...one, activities: [...all.activities, ...one.activities] }
          : one;
    }
    return all;
  }

  async function send(entry: JournalEntry, call: StoredCall, owners: Owners): Promise<void> {
    const agent = await findAgent(call);
    const contact = owners.kind === 'known' ? owners.contact : undefined;
    const message = toJournalMessage(call, { contact, ...agent });
    await ports.rate.take();
    const startedAt = ports.now();
    const marked = await outbox.markSending(entry.id, startedAt);
    const answer = await ports.journal.send(message);
    const change = judgeDelivery(marked, answer, circumstances());
    await settle(marked, change, {
      kind: 'send',
      startedAt,
      result: answer.kind,
      message: answer.message,
      status: answer.status,
    });
  }

  async function findAgent(
    call: StoredCall,
  ): Promise<{ readonly agent: string; readonly agentBrokerId?: number }> {
    const phone = await store.findPhone(call.legs[0].phone);
    const identity = agentIdentityOf(call) ?? phone?.user;
    if (identity === undefined) return { agent: ports.mainNumber ?? call.legs[0].phone };
    const match = findBroker(identity, await ports.brokers.list(), ports.plan);
    return match ? { agent: match.number, agentBrokerId: match.broker.id } : { agent: identity };
  }

  /** The attempt did not get as far as the journal's address. */
  async function postpone(
    entry: JournalEntry,
    message: string,
    retryAfterMs?: number,
  ): Promise<void> {
    const change = judgeDelivery(
      entry,
      {
        kind: 'not-written',
        message,
        keyRefused: false,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      },
      circumstances(),
    );
    // An earlier attempt stays as unclear as it was.
    await outbox.settle(entry.id, { ...change, mustLook: entry.mustLook });
    log.warn({ entry: entry.id, error: message }, 'journal entry postponed');
  }

  async function settle(
    entry: JournalEntry,
    change: EntryChange,
    attempt: {
      readonly kind: 'send' | 'look';
      readonly startedAt: number;
      readonly result: string;
      readonly message: string;
      readonly status: number | undefined;
    },
  ): Promise<void> {
    const { status, ...rest } = attempt;
    const durationMs = Math.max(0, ports.now() - attempt.startedAt);
    const record = { ...rest, durationMs, ...(status !== undefined && { status }) };
    await surely(() => outbox.settle(entry.id, change, record));
    const fields = { entry: entry.id, ...attempt, durationMs, state: change.state ?? 'pending' };
    if (attempt.result === 'delivered' || attempt.result === 'found') {
      log.info(fields, 'journal entry delivered');
    } else {
      log.warn(fields, 'journal entry not delivered yet');
    }
  }

  /** What the CRM answered must not be forgotten because the disk is full just now. */
  async function surely(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'storage') throw error;
        log.error({ error: error.message }, 'outcome of a delivery not stored yet');
        await ports.pause(STORAGE_PAUSE_MS);
      }
    }
  }

  /** A bug with one entry must not stop the others. */
  async function afterBug(entry: JournalEntry, error: unknown): Promise<void> {
    const isStorage = error instanceof AppError && error.code === 'storage';
    if (isStorage || ports.stopping.aborted) throw error;
    log.error({ entry: entry.id, error: String(error) }, 'journal entry failed');
    const current = (await outbox.find(entry.id)) ?? entry;
    const wasSent = current.attempts > entry.attempts;
    const lastError = 'Internal error: see the log';
    const answer = { message: lastError, keyRefused: false } as const;
    await outbox.settle(
      entry.id,
      judgeDelivery(
        current,
        { ...answer, kind: wasSent || current.mustLook ? 'unclear' : 'not-written' },
        circumstances(),
      ),
    );
  }

  function circumstances() {
    return { now: ports.now(), random: ports.random(), policy: ports.retry };
  }

  return async () => {
    const entry = await outbox.findDue(ports.now());
    if (!entry) return false;
    await deliver(entry).catch((error: unknown) => afterBug(entry, error));
    return true;
  };
}
