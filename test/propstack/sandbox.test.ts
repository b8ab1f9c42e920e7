import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalMessage } from '../../src/domain/journal.ts';
import { type NumberPlan, parsePhoneNumber } from '../../src/domain/phone-number.ts';
import { createBrokers } from '../../src/propstack/brokers.ts';
import type { CrmClient } from '../../src/propstack/client.ts';
import { createContacts } from '../../src/propstack/contacts.ts';
import { createCallJournal } from '../../src/propstack/journal.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { openClient } from './servers.ts';

const NOW = Date.UTC(2026, 0, 12, 17, 0, 30);
const PLAN: NumberPlan = { country: 'DE', extensionDigits: 5 };
const NUMBER = parsePhoneNumber('+493055501234', PLAN)!;

let crm: Sandbox;
let client: CrmClient;

beforeEach(async () => {
  crm = await startSandbox({ contacts: 0, now: () => NOW });
  client = openClient(crm.url, { apiKey: crm.apiKey });
});
afterEach(() => crm.stop());

function openJournal(via: '3cx' | 'phone' | 'task', missedAsTodo = false) {
  return createCallJournal(client, {
    via,
    phoneEvent: 'HungUp',
    phoneTypeMissed: 'missed',
    missedAsTodo,
    language: 'de',
    timeZone: 'Europe/Berlin',
    now: () => NOW,
  });
}

describe('contacts of the sandbox', () => {
  it.each([
    '+49 30 55501234',
    '030 / 555 012 34',
    '(030) 55501234',
    '0049-30-55501234',
    '493055501234',
    '+49 (0) 30 55501234',
    '0172 1234567 oder 030 55501234',
    '030 55501234 0172 1234567',
    'Büro: 030 555-01234',
  ])('are found by a number stored as %s', async (home_phone) => {
    const { id } = crm.crm.addContact({ first_name: 'Anna', last_name: 'Probe', home_phone });
    const found = await createContacts(client, { plan: PLAN }).findByNumber(NUMBER);
    expect(found).toMatchObject([{ id, name: 'Anna Probe' }]);
  });

  it('are found by name, by umlaut and by id, with their broker and warning', async () => {
    const { id } = crm.crm.addContact({
      last_name: 'Übermüller',
      home_city: 'Berlin',
      home_cell: '0172 9999999',
      broker_id: 501,
      warning_notice: 'Nur schriftlich',
    });
    const contacts = createContacts(client, { plan: PLAN });
    const expected = {
      id,
      name: 'Übermüller',
      city: 'Berlin',
      brokerId: 501,
      warning: 'Nur schriftlich',
      numbers: [{ kind: 'mobile', text: '0172 9999999' }],
    };
    expect(await contacts.search('Uebermueller')).toEqual([expected]);
    expect(await contacts.findById(id)).toEqual(expected);
    expect(await contacts.findById(99_999_999)).toBeUndefined();
  });
});

it('brokers of the sandbox are read with their numbers', async () => {
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const list = await createBrokers(client, { now: () => NOW, log }).list();
  expect(list.map(({ systemNumbers }) => systemNumbers[0])).toContain('+49 30 23125-22');
  expect(list).toHaveLength(crm.crm.brokers.length);
});

describe.each(['3cx', 'phone', 'task'] as const)('the journal of the sandbox by %s', (via) => {
  const toMessage = (contactId: number, more: Partial<JournalMessage> = {}): JournalMessage => ({
    direction: 'in',
    number: '030 / 555 012 34',
    agent: '21',
    agentBrokerId: 501,
    startedAt: NOW,
    durationSeconds: 61,
    isAnswered: true,
    contactId,
    ...more,
  });

  it.each([
    ['answered, in', {}],
    ['missed', { isAnswered: false, durationSeconds: 0 }],
    ['answered, out', { direction: 'out' }],
    ['unanswered, out', { direction: 'out', isAnswered: false, durationSeconds: 0 }],
  ] as const)('takes a call that was %s, and shows it to the look', async (_what, more) => {
    const { id } = crm.crm.addContact({ last_name: 'Probe', home_phone: '030 / 555 012 34' });
    const journal = openJournal(via, true);
    const message = toMessage(id, more);
    expect(await journal.look(id, NOW, message)).toMatchObject({ activities: [] });
    expect(await journal.send(message)).toMatchObject({ kind: 'delivered' });
    const look = await journal.look(id, NOW, message);
    expect(look).toMatchObject({ kind: 'activities', activities: [{ createdAt: NOW }] });
    expect(crm.crm.activities).toHaveLength(1);
  });

  it('is written, though unclear, when the answer is lost after the CRM carried it out', async () => {
    const { id } = crm.crm.addContact({ last_name: 'Probe', home_phone: '030 / 555 012 34' });
    crm.faults.add({ kind: 'reset', on: '*', times: 1, applied: true });
    const journal = openJournal(via);
    expect(await journal.send(toMessage(id))).toMatchObject({ kind: 'unclear' });
    const look = await journal.look(id, NOW, toMessage(id));
    expect(look).toMatchObject({ activities: [{ createdAt: NOW }] });
  });
});
