import { describe, expect, it } from 'vitest';
import { missCall, takeCall } from './conversation.ts';
import { startCrm } from './crm.ts';
import { type Office, openOffice } from './office.ts';
import { findContacts, findStranger, type Person } from './people.ts';

const CONTACTS = 300;
/** Known to the CRM, though the server has never heard of them; every tenth is a stranger. */
const CALLERS: readonly Person[] = findContacts(CONTACTS)
  .slice(0, 90)
  .concat(Array.from({ length: 10 }, (_, index) => findStranger(index)));

/** Every third caller reaches nobody. */
async function takeCalls(office: Office, from: number, to: number): Promise<void> {
  for (const [index, { number }] of [...CALLERS.entries()].slice(from, to)) {
    const phone = office.addPhone(30 + index);
    await (index % 3 === 0 ? missCall(phone, number) : takeCall(phone, number));
  }
}

describe('a day without the CRM', () => {
  it('is delivered once the CRM is back, every call once and at its contact', async () => {
    const office = await openOffice({
      contacts: CONTACTS,
      settings: { JOURNAL_RETRY_CAP_MS: '3000' },
    });
    const server = await office.start();
    office.crm.process.signal('SIGKILL');
    await office.crm.process.ends();
    await takeCalls(office, 0, 50);
    server.signal('SIGTERM');
    expect(await server.ends(10_000)).toMatchObject({ code: 0 });
    await office.start();
    await takeCalls(office, 50, 100);

    const before = await office.api.listCalls();
    expect(before).toHaveLength(CALLERS.length);
    expect(before.filter(({ contactId }) => contactId !== null)).toEqual([]);
    expect(await office.api.listEntries('pending')).toHaveLength(CALLERS.length);

    const crm = await startCrm({ port: office.crmPort, contacts: CONTACTS });
    await office.outboxIsEmpty(30_000);
    const received = await crm.listCalls();
    const activities = await crm.listActivities();
    const contactIds = CALLERS.flatMap(({ contactId }) => contactId ?? []);
    const booked = activities.flatMap(({ client_ids }) => client_ids);
    expect(booked.toSorted()).toEqual(contactIds.toSorted());
    expect(received).toHaveLength(CALLERS.length);
    expect(new Set(received.map(({ from }) => from)).size).toBe(CALLERS.length);
    expect(received.filter(({ answered }) => !answered)).toHaveLength(34);

    const known = new Map(CALLERS.map(({ number, ...contact }) => [number, contact]));
    for (const call of await office.api.listCalls()) {
      const { contactId = null, name } = known.get(call.remote ?? '') ?? {};
      // A title may stand before the name.
      const remoteName = name === undefined ? null : expect.stringContaining(name);
      expect(call).toMatchObject({ contactId, remoteName, journal: { state: 'delivered' } });
    }
    const entries = await office.api.listEntries();
    expect(entries.filter(({ unclear }) => unclear)).toEqual([]);
  });
});
