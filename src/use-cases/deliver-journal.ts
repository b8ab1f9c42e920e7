import { type JournalEntry, judgeDelivery } from '../domain/delivery.ts';
import {
  agentIdentityOf,
  findBroker,
  findSkipReason,
  findUnknownSkipReason,
  isMissedByGroup,
  type JournalPolicy,
  type SkipReason,
  toJournalMessage,
} from '../domain/journal.ts';
import type { NumberPlan } from '../domain/phone-number.ts';
import type {
  BrokerDirectory,
  CallJournal,
  CallStore,
  ContactDirectory,
  RateLimit,
  StoredCall,
} from '../domain/ports.ts';
import { externalNumber } from '../domain/remote-party.ts';
import { createFindOwners, type Owners } from './find-owners.ts';
import { createLookFirst } from './look-first.ts';
import type { IsOwnNumber } from './own-numbers.ts';
import { createSettleEntry, type SettlePorts } from './settle-entry.ts';

/** What delivery needs of the world and of the settings. */
export type DeliveryPorts = SettlePorts & {
  readonly store: CallStore;
  readonly journal: CallJournal;
  readonly directory: ContactDirectory;
  readonly brokers: BrokerDirectory;
  readonly rate: RateLimit;
  readonly plan: NumberPlan;
  readonly policy: JournalPolicy;
  readonly isOwnNumber: IsOwnNumber;
  readonly mainNumber?: string | undefined;
};

/** Delivers the entry that is due longest; false when none is due. */
export type DeliverNext = () => Promise<boolean>;

/**
 * Creates the delivery of journal entries, one at a time, so that the look before a second send
 * never races another send. Nothing is remembered outside the outbox: a killed process goes on
 * where it was.
 */
export function createDeliverNext(ports: DeliveryPorts): DeliverNext {
  const { outbox, store, policy } = ports;
  const settle = createSettleEntry(ports);
  const findOwners = createFindOwners(ports);
  const lookFirst = createLookFirst({ ...ports, settle });

  async function deliver(entry: JournalEntry): Promise<void> {
    const call = await store.findCall(entry.callId);
    if (!call) throw new Error('an entry without a call');
    const reason = findSkipReason(call, policy) ?? findOwnReason(call);
    if (reason) return outbox.settle(entry.id, { state: 'skipped', reason });
    const owners = await findOwners(call, entry);
    if (owners.kind === 'unavailable') return settle.postpone(entry, owners.message);
    if (owners.kind !== 'known' && findUnknownSkipReason(policy)) {
      return leaveOut(entry, owners.kind);
    }
    const contactIds = owners.kind === 'known' ? owners.ids : [];
    if (entry.mustLook && !(await lookFirst(entry, call, contactIds))) return;
    await send(entry, call, owners);
  }

  /** While it rang, the CRM may not yet have told which numbers are the office's own. */
  function findOwnReason(call: StoredCall): SkipReason | undefined {
    const number = externalNumber(call.remote);
    return number && !policy.internal && ports.isOwnNumber(number) ? 'internal' : undefined;
  }

  /** Without a contact it is not to go out; without the right to see contacts nobody knows. */
  async function leaveOut(entry: JournalEntry, kind: 'nobody' | 'hidden'): Promise<void> {
    if (kind === 'hidden')
      return settle.postpone(entry, 'Key refused: it may not read contacts', true);
    const reason = findUnknownSkipReason(policy);
    await outbox.settle(entry.id, { state: 'skipped', ...(reason && { reason }) });
  }

  async function send(entry: JournalEntry, call: StoredCall, owners: Owners): Promise<void> {
    const contact = owners.kind === 'known' ? owners.contact : undefined;
    const agent = await findAgent(call);
    await ports.rate.take();
    const startedAt = ports.now();
    const marked = await outbox.markSending(entry.id, startedAt);
    // Somebody has dismissed it, or the call goes on after all.
    if (!marked) return;
    const current = (await store.findCall(call.id)) ?? call;
    const message = toJournalMessage(current, { contact, ...agent });
    const answer = await ports.journal.send(message);
    const { kind, message: result, status } = answer;
    const change = {
      ...judgeDelivery(marked, answer, settle.circumstances()),
      sentOutcome: current.outcome,
      sentDurationSeconds: message.durationSeconds,
    };
    await settle.tried(marked, change, {
      kind: 'send',
      startedAt,
      result: kind,
      message: result,
      status,
    });
  }

  async function findAgent(
    call: StoredCall,
  ): Promise<{ readonly agent: string; readonly agentBrokerId?: number }> {
    if (ports.mainNumber !== undefined && isMissedByGroup(call)) return { agent: ports.mainNumber };
    const phone = await store.findPhone(call.legs[0].phone);
    const identity = agentIdentityOf(call) ?? phone?.user;
    if (identity === undefined) return { agent: ports.mainNumber ?? call.legs[0].phone };
    const match = findBroker(identity, await ports.brokers.list(), ports.plan);
    return match ? { agent: match.number, agentBrokerId: match.broker.id } : { agent: identity };
  }

  return async () => {
    const entry = await outbox.findDue(ports.now());
    if (!entry) return false;
    await deliver(entry).catch((error: unknown) => settle.afterBug(entry, error));
    return true;
  };
}
