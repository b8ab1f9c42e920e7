import { describe, expect, it } from 'vitest';
import { COMPLETED_ELSEWHERE, ringGroup } from '../src/simulator/ring-group.ts';
import { type ApiBody, type Office, openOffice } from './office.ts';

const ANNA = '01701234567';

async function phones(office: Office, count: number) {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      office.phone(`0004130000${21 + index}`, `${21 + index}@pbx.example`),
    ),
  );
}

const told = (office: Office) => office.sandbox.crm.receivedCalls;

describe('a ring group of eight', () => {
  it.each([
    ['Call-IDs of their own', {}],
    ['one Call-ID', { sharedCallId: 'shared-call-1' }],
    ['a Reason header', { elsewhere: 'with-reason' }],
    ['no Reason header', { elsewhere: 'without-reason' }],
  ] as const)(
    'with %s is one answered call, booked for the agent who talked',
    async (_name, more) => {
      const office = await openOffice();
      await ringGroup(await phones(office, 8), ANNA, { answeredBy: 3, ...more });
      const calls = await office.settled('delivered');
      expect(calls.map((call: ApiBody) => [call.outcome, call.local, call.phones.length])).toEqual([
        ['answered', '24', 8],
      ]);
      expect(told(office)).toMatchObject([{ answered: true, to: '24' }]);
    },
  );

  it('that nobody answers is one missed call, booked for the office', async () => {
    const office = await openOffice({ MAIN_NUMBER: '+49 30 23125-0' });
    await ringGroup(await phones(office, 8), ANNA, {});
    const calls = await office.settled('delivered');
    expect(calls.map((call: ApiBody) => call.outcome)).toEqual(['missed']);
    expect(told(office)).toMatchObject([{ answered: false, to: '+49 30 23125-0' }]);
  });

  it('that somebody outside answers is nobody’s miss', async () => {
    const office = await openOffice();
    const [one, other] = await phones(office, 2);
    const first = await one?.incoming(ANNA);
    const second = await other?.incoming(ANNA);
    if (first) await one?.disconnected(first.call, { reason: COMPLETED_ELSEWHERE });
    if (second) await other?.disconnected(second.call, { reason: COMPLETED_ELSEWHERE });
    const [call] = await office.settled('skipped');
    expect(call).toMatchObject({ outcome: 'elsewhere', journal: { reason: 'elsewhere' } });
  });

  it('is told from another caller at the same second', async () => {
    const office = await openOffice();
    const [one, other] = await phones(office, 2);
    await Promise.all([one?.incoming(ANNA), other?.incoming('03023125100')]);
    expect(await office.calls()).toHaveLength(2);
  });
});

describe('a colleague', () => {
  it('is known by the number the CRM has for him: shown by name, not journalled', async () => {
    const office = await openOffice({ MAIN_NUMBER: '030 23125-0' });
    let tries = 0;
    const remote = '+49302312522';
    await office.until(async () => {
      tries += 1;
      const { body } = await office.tell('incoming', { call: `own${tries}`, remote });
      expect(body).toContain('Intern');
    });
    await office.tell('disconnected', { call: `own${tries}` });
    const [call] = await office.settled('skipped');
    expect(call).toMatchObject({ internal: true, journal: { reason: 'internal' } });
  });

  it('is not journalled either when his number was not known yet while he rang', async () => {
    const office = await openOffice();
    office.sandbox.faults.add({ on: '/v1/brokers', kind: 'slow', ms: 300 });
    await office.restart();
    await office.tell('incoming', { remote: '+49302312522' });
    await office.tell('disconnected', { remote: '+49302312522' });
    const [call] = await office.settled('skipped');
    expect(call.journal.reason).toBe('internal');
  });
});

describe('what is learned late', () => {
  it('a contact that comes into the CRM after the call names the call', async () => {
    const office = await openOffice({ CACHE_NEGATIVE_SECONDS: '0' });
    await office.tell('incoming', { remote: '03099999999' });
    await office.tell('disconnected', { remote: '03099999999' });
    const [before] = await office.settled('delivered');
    expect(before.contactId).toBeNull();
    office.sandbox.crm.addContact({ last_name: 'Neu', home_phone: '030 99999999' });
    await office.tell('incoming', { call: 'again', remote: '03099999999' });
    await office.until(async () => {
      const names = (await office.calls()).map((call: ApiBody) => call.remoteName);
      expect(names).toEqual(['Neu', 'Neu']);
    });
  });

  it('a late answer corrects what was not sent, and shows at what was', async () => {
    const unsent = await openOffice({ RING_GROUP_SECONDS: '2' });
    for (const type of ['incoming', 'disconnected', 'connected']) {
      await unsent.tell(type, { remote: ANNA });
    }
    const [corrected] = await unsent.settled('delivered');
    expect(corrected).toMatchObject({ outcome: 'answered', journal: { corrected: false } });
    expect(told(unsent)).toMatchObject([{ answered: true }]);
  });
});
