import type { DatabaseSync } from 'node:sqlite';
import { type Call, isOver, outcomeOf } from '../../domain/call.ts';
import { applyEvent } from '../../domain/engine/apply-event.ts';
import { closeOverdue } from '../../domain/engine/close-overdue.ts';
import type { CallRules, Step } from '../../domain/engine/scene.ts';
import type { CallContact } from '../../domain/journal.ts';
import type { CallStore, DraftEntry, StoredCall } from '../../domain/ports.ts';
import { fromCallRow, type Row, text, toCallContact, toCallRow, toLegRow } from './call-rows.ts';
import { prepareCallStatements } from './call-statements.ts';
import { readEntry } from './outbox.ts';
import { createPhoneStore } from './phone-store.ts';
import { createSceneLoader } from './scene-loader.ts';
import type { Writer } from './writer.ts';

/** Calls erased in one transaction. */
const PORTION = 200;

/** Calls and their events in SQLite. The rules run inside the transaction that stores them. */
export function createCallStore(
  database: DatabaseSync,
  writer: Writer,
  options: {
    readonly draftEntry: DraftEntry;
    readonly rules: CallRules;
    readonly newId: () => string;
  },
): CallStore {
  const sql = prepareCallStatements(database);
  const phones = createPhoneStore(database);

  function load(row: Row | undefined): StoredCall | undefined {
    if (row === undefined) return undefined;
    const call = fromCallRow(row, sql.legsOfCall.all(String(row['id'])));
    const contact = toCallContact(row);
    const entryRow = sql.entryOfCall.get(call.id);
    return {
      ...call,
      ...(contact !== undefined && { contact }),
      ...(entryRow !== undefined && { entry: readEntry(entryRow) }),
    };
  }

  function loadAll(rows: readonly Row[]): readonly StoredCall[] {
    return rows.flatMap((row) => load(row) ?? []);
  }

  const loadScene = createSceneLoader(database, (id) => load(sql.callById.get(id)));

  /** `before` is how the calls were loaded: a leg that is still the same object has not changed. */
  function save(calls: readonly Call[], before: readonly Call[]): void {
    // All calls before any leg: a leg may have moved to a call that follows.
    for (const call of calls) {
      sql.saveCall.run(toCallRow(call));
      // The customer of a call that was handed over is known already.
      if (call.transferredFrom !== undefined) sql.inheritContact.run({ id: call.id });
    }
    for (const call of calls) {
      const known = new Set(before.find((it) => it.id === call.id)?.legs);
      for (const leg of call.legs) {
        if (!known.has(leg)) sql.saveLeg.run(toLegRow(leg, call.id));
      }
      saveEntry(call);
    }
  }

  /** What has not been sent yet follows the call, also back to "not over". */
  function saveEntry(call: Call): void {
    const draft = options.draftEntry(call);
    if (!draft) {
      sql.withdrawEntry.run(call.id);
      return;
    }
    const { callId, state, reason, notBefore, giveUpAt } = draft;
    const createdAt = Math.max(...call.legs.map((leg) => leg.lastSeenAt));
    sql.saveEntry.run(callId, state, reason ?? null, notBefore, giveUpAt, createdAt);
  }

  /** Notes the contact at a call that has none yet; the call with it. */
  function nameNew(
    call: StoredCall | undefined,
    findContact: (() => CallContact | undefined) | undefined,
  ): StoredCall | undefined {
    if (!call || call.contact) return call;
    const contact = findContact?.();
    if (!contact) return call;
    sql.nameCall.run(contact.id, contact.name, contact.spelling ?? null, call.id);
    return { ...call, contact };
  }

  return {
    record: (event, findContact) =>
      writer.write(() => {
        const scene = loadScene(event);
        const { rules, newId } = options;
        const step = applyEvent({ scene, event, rules, newId });
        save(step.changed, scene.calls);
        if (scene.stray && step.legId) sql.adoptEvent.run(step.legId, scene.stray.id);
        sql.addEvent.run(
          event.at,
          event.type,
          event.phone,
          event.callId ?? null,
          event.reason ?? null,
          step.legId ?? null,
        );
        phones.note(event);
        const call = nameNew(pickCall(step, scene.calls), findContact);
        return {
          ...(call && { call }),
          ...(step.legId !== undefined && { legId: step.legId }),
          ended: step.changed.filter(isOver).map(outcomeOf),
        };
      }),

    closeOverdue: async (now, limits) => {
      const overdue = () =>
        sql.overdueCalls.all(now - limits.ringTimeoutMs, now - limits.callTimeoutMs);
      if (overdue().length === 0) return [];
      return writer.write(() => {
        const before = loadAll(overdue());
        const step = closeOverdue(before, now, limits);
        save(step.changed, before);
        return step.changed.filter(isOver).map(outcomeOf);
      });
    },

    nameCall: (callId, contact) =>
      writer.write(() => {
        const { id, name, spelling } = contact;
        sql.nameCall.run(id, name, spelling ?? null, callId);
        sql.nameEarlierCalls.run(id, name, spelling ?? null, callId);
      }),
    findUnnamed: async (checkedBefore) => load(sql.unnamed.get(checkedBefore)),
    markChecked: (callId, at) =>
      writer.write(() => {
        sql.markChecked.run(at, callId);
      }),
    shiftTime: (milliseconds) =>
      writer.write(() => {
        for (const shift of sql.shiftTime) shift.run({ ms: milliseconds });
      }),

    findCallOfLeg: async (legId) => load(sql.callOfLeg.get(legId)),
    findCall: async (id) => load(sql.callById.get(id)),
    listCalls: async ({ limit, before }) =>
      loadAll(before === undefined ? sql.newest.all(limit) : sql.newestBefore.all(before, limit)),
    listCallsOfPhone: async (phone, { limit, offset, onlyMissed }) =>
      loadAll(sql.callsOfPhone.all(phone, onlyMissed ? 1 : 0, limit, offset)),
    listEvents: async (callId) =>
      sql.eventsOfCall.all(callId).map((row) => ({
        at: Number(row['at']),
        type: String(row['type']),
        phone: String(row['phone']),
        ...text('legId', row['leg_id']),
        ...text('reason', row['reason']),
      })),
    listPhones: async () => phones.list(),
    findPhone: async (id) => phones.find(id),

    findFormerContact: async (number) => {
      const row = number.e164 === undefined ? undefined : sql.formerContact.get(number.e164);
      return row && toCallContact(row);
    },

    eraseBefore: async (time) => {
      await writer.write(() => {
        sql.eraseEvents.run(time);
        phones.eraseBefore(time);
      });
      let erased = 0;
      // In portions, between which phones get their turn.
      for (;;) {
        const count = await writer.write(() => Number(sql.eraseCalls.run(time, PORTION).changes));
        erased += count;
        if (count < PORTION) return erased;
      }
    },

    probe: () =>
      writer.write(() => {
        sql.probe.run(String(Date.now()));
      }),
  };
}

/** The call of the event's leg as it is now; its entry is not looked up. */
function pickCall({ changed, legId }: Step, known: readonly StoredCall[]): StoredCall | undefined {
  const hasLeg = (call: Call) => call.legs.some((leg) => leg.id === legId);
  const call = changed.find(hasLeg) ?? known.find(hasLeg);
  const contact = known.find((it) => it.id === call?.id)?.contact;
  return call && { ...call, outcome: outcomeOf(call), ...(contact && { contact }) };
}
