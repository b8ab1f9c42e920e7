import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { Child } from './child.ts';
import { takeCall } from './conversation.ts';
import { type Office, openOffice } from './office.ts';
import { findContacts, findStranger, type Person } from './people.ts';
import { until } from './until.ts';

const SEND = 'POST /v1/calls/3cx';
const TAKEN_UP_WITHIN_MS = 5000;
const CONTACTS = findContacts(300);
const CONTACT = CONTACTS[0]!;

/** Kills the server while the CRM, struck by the fault, lets it wait for an answer to its send. */
async function killInFlight(office: Office, server: Child): Promise<void> {
  await until('a send that hangs', 10_000, async () => (await office.crm.countSends()) > 0);
  server.signal('SIGKILL');
  await server.ends();
}

describe('an entry in flight when the server is killed', () => {
  it.each<{ what: string; fault: Fault; person: Person; sends: number; booked: number }>([
    {
      what: 'is sent again once when it was not written',
      fault: { on: SEND, kind: 'hang' },
      person: CONTACT,
      sends: 2,
      booked: 1,
    },
    {
      what: 'is found and not sent again when it was written',
      fault: { on: SEND, kind: 'hang', applied: true },
      person: CONTACT,
      sends: 1,
      booked: 1,
    },
    {
      what: 'is sent again and marked unclear when nobody can tell, since it has no contact',
      fault: { on: SEND, kind: 'hang', applied: true },
      person: findStranger(1),
      sends: 2,
      booked: 2,
    },
  ])('$what', async ({ fault, person, sends, booked }) => {
    const office = await openOffice();
    await office.crm.setFaults([fault]);
    const server = await office.start();
    await takeCall(office.addPhone(21), person.number);
    await killInFlight(office, server);
    await office.crm.setFaults([]);

    await office.start();
    await office.outboxIsEmpty(TAKEN_UP_WITHIN_MS);
    expect(await office.crm.countSends()).toBe(sends);
    expect(await office.crm.listCalls()).toHaveLength(booked);
    const isUnclear = person.contactId === undefined;
    expect(await office.api.listEntries()).toMatchObject([
      { state: 'delivered', unclear: isUnclear },
    ]);
  });

  it('is taken up at once, before what waits longer than the rate allows', async () => {
    const office = await openOffice();
    const server = await office.start();
    const phone = office.addPhone(21);
    await office.crm.setFaults([
      { on: SEND, kind: 'hang', times: 1 },
      { on: SEND, kind: 'status', status: 503 },
    ]);
    await takeCall(phone, CONTACT.number);
    await until('a send that hangs', 10_000, async () => (await office.crm.countSends()) > 0);
    for (const { number } of CONTACTS.slice(1, 81)) await takeCall(phone, number);
    server.signal('SIGKILL');
    await server.ends();

    await office.crm.setFaults([]);
    await office.start({ PROPSTACK_RATE_PER_MINUTE: '60' });
    await until('the entry taken up', TAKEN_UP_WITHIN_MS, async () => {
      const calls = await office.crm.listCalls();
      return calls.some(({ contact_id }) => contact_id === CONTACT.contactId);
    });
  });
});
