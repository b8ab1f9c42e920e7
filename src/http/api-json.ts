import {
  connectedAtOf,
  durationSecondsOf,
  endedAtOf,
  isEndUnknown,
  type Leg,
} from '../domain/call.ts';
import type { Broker, Contact } from '../domain/contact.ts';
import type { JournalEntry } from '../domain/delivery.ts';
import { agentIdentityOf } from '../domain/journal.ts';
import { type NumberPlan, readPhoneNumbers } from '../domain/phone-number.ts';
import type { Attempt, Phone, StoredCall, StoredEvent } from '../domain/ports.ts';
import { externalNumber } from '../domain/remote-party.ts';

/** A call as the API shows it. */
export function toCallJson(call: StoredCall) {
  return {
    id: call.id,
    direction: call.direction,
    internal: call.remote.kind === 'internal',
    remote: externalNumber(call.remote)?.e164 ?? null,
    remoteRaw: call.remoteRaw ?? null,
    remoteName: call.contact?.name ?? null,
    contactId: call.contact?.id ?? null,
    local: agentIdentityOf(call) ?? null,
    phones: [...new Set(call.legs.map((leg) => leg.phone))],
    startedAt: toIso(call.startedAt),
    connectedAt: toIso(connectedAtOf(call)),
    endedAt: toIso(endedAtOf(call)),
    durationSeconds: durationSecondsOf(call),
    endUnknown: isEndUnknown(call),
    outcome: call.outcome,
    journal: call.entry
      ? {
          state: call.entry.state,
          reason: call.entry.reason ?? null,
          unclear: call.entry.isUnclear,
          attempts: call.entry.attempts,
          lastError: call.entry.lastError ?? null,
          deliveredAt: toIso(call.entry.deliveredAt),
          corrected: isCorrected(call),
        }
      : null,
    transferredFrom: call.transferredFrom ?? null,
  };
}

/** True when the CRM was told something else before a late event corrected the call. */
function isCorrected({ entry, ...call }: StoredCall): boolean {
  if (entry?.state !== 'delivered' || entry.sentOutcome === undefined) return false;
  return (
    entry.sentOutcome !== call.outcome || entry.sentDurationSeconds !== durationSecondsOf(call)
  );
}

/** A call with its legs, its events and every attempt to deliver its entry. */
export function toCallDetailJson(
  call: StoredCall,
  events: readonly StoredEvent[],
  attempts: readonly Attempt[],
) {
  return {
    ...toCallJson(call),
    legs: call.legs.map(toLegJson),
    events: events.map((event) => ({
      at: toIso(event.at),
      type: event.type,
      phone: event.phone,
      legId: event.legId ?? null,
      reason: event.reason ?? null,
    })),
    deliveries: attempts.map(({ startedAt, status, ...attempt }) => ({
      at: toIso(startedAt),
      status: status ?? null,
      ...attempt,
    })),
  };
}

/** A journal entry as the API shows it. */
export function toEntryJson(entry: JournalEntry) {
  return {
    id: entry.id,
    callId: entry.callId,
    state: entry.state,
    reason: entry.reason ?? null,
    unclear: entry.isUnclear,
    attempts: entry.attempts,
    lastError: entry.lastError ?? null,
    notBefore: toIso(entry.notBefore),
    giveUpAt: toIso(entry.giveUpAt),
    activityId: entry.activityId ?? null,
    deliveredAt: toIso(entry.deliveredAt),
  };
}

/** A phone as the API shows it; model and firmware as its User-Agent tells. */
export function toPhoneJson(phone: Phone) {
  const [, model, firmware] = /\bsnom(\w+)-SIP ([\d.]+)/i.exec(phone.userAgent ?? '') ?? [];
  return {
    id: phone.id,
    mac: phone.id.startsWith('ip:') ? null : phone.id,
    ip: phone.ip ?? null,
    user: phone.user ?? null,
    model: model ?? null,
    firmware: firmware ?? null,
    firstSeenAt: toIso(phone.firstSeenAt),
    lastSeenAt: toIso(phone.lastSeenAt),
    lastEvent: phone.lastEvent,
  };
}

/** A contact as the API shows it. */
export function toContactJson(
  contact: Contact,
  context: {
    readonly brokers: readonly Broker[];
    readonly plan: NumberPlan;
    readonly contactUrl: string;
  },
) {
  return {
    id: contact.id,
    name: contact.name,
    company: contact.company ?? null,
    position: contact.position ?? null,
    city: contact.city ?? null,
    numbers: contact.numbers.map(({ kind, text }) => ({
      kind,
      text,
      e164: readPhoneNumbers(text, context.plan).flatMap((number) => number.e164 ?? []),
    })),
    broker: context.brokers.find((it) => it.id === contact.brokerId)?.name ?? null,
    warning: contact.warning ?? null,
    lastContactAt: toIso(contact.lastContactAt),
    url: context.contactUrl.replace('{id}', String(contact.id)),
  };
}

function toLegJson(leg: Leg) {
  return {
    id: leg.id,
    phone: leg.phone,
    callId: leg.callId ?? null,
    local: leg.local ?? leg.user ?? null,
    startedAt: toIso(leg.startedAt),
    connectedAt: toIso(leg.connectedAt),
    endedAt: toIso(leg.endedAt),
    heldSeconds: Math.round(leg.heldMs / 1000),
    end: leg.end ?? null,
  };
}

function toIso(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
