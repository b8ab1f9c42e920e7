import { type JournalEntry, judgeDelivery } from '../domain/delivery.ts';
import {
  agentIdentityOf,
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
  RateLimit,
  StoredCall,
} from '../domain/ports.ts';
import { createFindOwners, type Owners } from './find-owners.ts';
import { createLookFirst } from './look-first.ts';
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
    const reason = findSkipReason(call, policy);
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

  /** Without a contact it is not to go out; without the right to see contacts nobody knows. */
  async function leaveOut(entry: JournalEntry, kind: 'nobody' | 'hidden'): Promise<void> {
    if (kind === 'hidden')
      return settle.postpone(entry, 'Key refused: it may not read contacts', true);
    const reason = findUnknownSkipReason(policy);
    await outbox.settle(entry.id, { state: 'skipped', ...(reason && { reason }) });
  }

  async function send(entry: JournalEntry, call: StoredCall, owners: Owners): Promise<void> {
    const contact = owners.kind === 'known' ? owners.contact : undefined;
    const message = toJournalMessage(call, { contact, ...(await findAgent(call)) });
    await ports.rate.take();
    const startedAt = ports.now();
    const marked = await outbox.markSending(entry.id, startedAt);
    // Somebody has dismissed it meanwhile.
    if (!marked) return;
    const answer = await ports.journal.send(message);
    const { kind, message: result, status } = answer;
    await settle.tried(marked, judgeDelivery(marked, answer, settle.circumstances()), {
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
