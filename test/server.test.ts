import { describe, expect, it } from 'vitest';
import { playScenario } from '../src/simulator/play-scenario.ts';
import {
  answered,
  held,
  missed,
  outgoingAnswered,
  outgoingUnanswered,
  rebooted,
  rejected,
  rejectedSilently,
} from '../src/simulator/scenarios.ts';
import { type ApiBody, openOffice } from './office.ts';

const ANNA = '01701234567';

describe('a phone rings, its display shows the name, the call is booked', () => {
  it('from the generated settings to the activity at the contact', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await playScenario(phone, answered({ remote: ANNA }));
    const [call] = await office.settled('delivered');
    expect(phone.refusals).toEqual([]);
    expect(call).toMatchObject({
      direction: 'in',
      internal: false,
      remote: '+491701234567',
      remoteRaw: ANNA,
      remoteName: 'Anna Berger',
      contactId: 1001,
      local: '21',
      phones: ['000413000021'],
      outcome: 'answered',
      journal: { state: 'delivered', attempts: 1 },
    });
    expect(office.sandbox.crm.receivedCalls).toMatchObject([
      { via: '3cx', direction: 'in', from: '0170 1234567', to: '21', contact_id: 1001 },
    ]);
    expect(office.sandbox.crm.activities).toHaveLength(1);
  });

  it('shows the card while the phone rings and takes it away afterwards', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    const { call } = await phone.incoming(ANNA);
    expect(phone.browser.page).toMatchObject({ title: 'Anruf' });
    await phone.browser.fetchNow();
    expect(JSON.stringify(phone.browser.page)).toContain('Anna Berger');
    await phone.connected(call);
    await phone.browser.fetchNow();
    await phone.browser.fetchNow();
    expect(phone.browser.page).toBeUndefined();
  });

  it('leaves the answer key to the phone while the card shows', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await phone.incoming(ANNA);
    await phone.pressAnswer();
    expect(phone.blockedKeys).toEqual([]);
  });

  it.each([
    ['answered', answered({ remote: ANNA }), ['in', 'answered']],
    ['answered with the handset', answered({ remote: ANNA, by: 'handset' }), ['in', 'answered']],
    ['missed', missed({ remote: ANNA }), ['in', 'missed']],
    ['rejected', rejected({ remote: ANNA }), ['in', 'missed']],
    ['held', held({ remote: ANNA }), ['in', 'answered']],
    ['ended by a reboot', rebooted({ remote: ANNA }), ['in', 'answered']],
    ['dialled and answered', outgoingAnswered({ remote: ANNA }), ['out', 'answered']],
    ['dialled in vain', outgoingUnanswered({ remote: ANNA }), ['out', 'unanswered']],
  ])('books a call that was %s exactly once', async (_name, scenario, expected) => {
    const office = await openOffice();
    await playScenario(await office.phone(), scenario);
    const calls = await office.settled('delivered');
    expect(calls.map((it: ApiBody) => [it.direction, it.outcome])).toEqual([expected]);
    expect(office.sandbox.crm.receivedCalls).toMatchObject([
      { direction: expected[0], answered: expected[1] === 'answered' },
    ]);
  });

  it('books a call whose rejection was never told as missed, after the ring time-out', async () => {
    const office = await openOffice({ RING_TIMEOUT_SECONDS: '0.2' });
    await playScenario(await office.phone(), rejectedSilently({ remote: ANNA }));
    const [call] = await office.settled('delivered');
    expect(call.outcome).toBe('missed');
  });

  it('ends a call that has no end, and says that its end is unknown', async () => {
    const office = await openOffice({ CALL_TIMEOUT_HOURS: '0.0001' });
    await office.tell('incoming', { remote: ANNA });
    await office.tell('connected', { remote: ANNA });
    const [call] = await office.settled('delivered');
    expect(call).toMatchObject({ outcome: 'answered', endUnknown: true, durationSeconds: 0 });
  });

  it('goes on with a call after a restart', async () => {
    const office = await openOffice();
    await office.tell('incoming', { remote: ANNA });
    await office.tell('connected', { remote: ANNA });
    await office.restart();
    await office.tell('disconnected', { remote: ANNA });
    await office.tell('disconnected', { call: 'unknown', remote: ANNA });
    const calls = await office.settled('delivered');
    expect(calls).toHaveLength(1);
    expect(calls[0].outcome).toBe('answered');
  });

  it('books a call whose number was told only with the answer', async () => {
    const office = await openOffice();
    await office.tell('incoming');
    await office.tell('connected', { remote: ANNA });
    await office.tell('disconnected', { remote: ANNA });
    const [call] = await office.settled('delivered');
    expect(call).toMatchObject({ remote: '+491701234567', contactId: 1001, outcome: 'answered' });
  });

  it('reads what phones send in every encoding', async () => {
    const office = await openOffice();
    for (const encoding of ['percent', 'lenient', 'latin1', 'raw']) {
      const phone = await office.phone('000413000021', '21@pbx.example', { encoding });
      const answer = await phone.incoming('+493023125100', {
        name: 'Erika Müller',
        callId: encoding,
      });
      expect([encoding, answer.status]).toEqual([encoding, 200]);
      expect(answer.body).toMatch(/(Max|Erika) Müller \(\+1 weiterer\)/);
    }
    expect(await office.calls()).toHaveLength(4);
  });
});

describe('a phone gets its first page in time', () => {
  it('from a slow CRM: the number at once, the name when it arrives', async () => {
    const office = await openOffice({ LOOKUP_BUDGET_MS: '50' });
    office.sandbox.faults.add({ on: '/v1/contacts', kind: 'slow', ms: 400 });
    const phone = await office.phone();
    const { body } = await phone.incoming(ANNA);
    expect(body).toContain('0170 1234567');
    expect(body).not.toContain('Anna Berger');
    await office.until(async () => {
      await phone.browser.fetchNow();
      expect(JSON.stringify(phone.browser.page)).toContain('Anna Berger');
    });
    await office.until(async () => {
      const [call] = await office.calls();
      expect(call.contactId).toBe(1001);
    });
  });

  it('from a CRM that is down: an old name before no name, also after a restart', async () => {
    const office = await openOffice({ CACHE_SECONDS: '0' });
    await office.tell('incoming', { remote: ANNA });
    await office.until(async () => expect((await office.calls())[0].contactId).toBe(1001));
    office.sandbox.faults.add({ on: '*', kind: 'reset' });
    expect((await office.tell('incoming', { remote: ANNA, call: 'c2' })).body).toContain('Anna');
    await office.restart();
    expect((await office.tell('incoming', { remote: ANNA, call: 'c3' })).body).toContain('Anna');
    const unknown = await office.tell('incoming', { remote: '03099999999', call: 'c4' });
    expect(unknown.body).toContain('Propstack antwortet nicht');
  });

  it('with one look-up for fifty phones', async () => {
    const office = await openOffice();
    const told = Array.from({ length: 50 }, (_, phone) =>
      office.tell('incoming', { remote: ANNA, mac: `0004130000${10 + phone}`, call: `c${phone}` }),
    );
    const answers = await Promise.all(told);
    expect(answers.every(({ body }) => body.includes('Anna Berger'))).toBe(true);
    const lookUps = office.sandbox.requests.filter(({ path }) => path === '/v1/contacts');
    const spellings = lookUps.map(({ rawQuery }) => rawQuery);
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it('shows hostile names as text', async () => {
    const office = await openOffice();
    for (const id of [1006, 1007]) {
      const contact = office.sandbox.crm.contacts.get(id);
      const remote = String(contact?.home_cell || contact?.home_phone || contact?.office_phone);
      const phone = await office.phone();
      await phone.incoming(remote.replace(/[^\d+]/g, ''), { callId: `h${id}` });
      const page = JSON.stringify(phone.browser.page);
      expect(page).not.toContain('EVALUATED');
      expect(page).toMatch(id === 1006 ? /<\/Text><fetch mil/ : /\$ \(set:http_pass\)/);
    }
  });
});

describe('the directory', () => {
  it('leads from the key over the input page to a number that dials', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await phone.openDirectory();
    await phone.browser.select('Suche');
    await phone.browser.enter('müller max');
    await phone.browser.select('Max Müller');
    const [call] = await office.calls();
    expect(call).toMatchObject({ direction: 'out', remote: '+493023125100' });
  });

  it('pages to the end, shows a contact, and says when nothing is found', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await phone.browser.open(`${office.phoneBase()}/directory/search?q=GmbH`);
    const first = JSON.stringify(phone.browser.page);
    await phone.press('F2');
    expect(JSON.stringify(phone.browser.page)).toContain('(2/');
    await phone.press('F1');
    expect(JSON.stringify(phone.browser.page)).toBe(first);
    await phone.browser.open(`${office.phoneBase()}/contacts/1005`);
    expect(JSON.stringify(phone.browser.page)).toContain('ACHTUNG: Nur schriftlich');
    await phone.browser.open(`${office.phoneBase()}/directory/search?q=xyzzy`);
    expect(JSON.stringify(phone.browser.page)).toContain('Nichts gefunden: xyzzy');
    await phone.browser.open(`${office.phoneBase()}/contacts/999999`);
    expect(JSON.stringify(phone.browser.page)).toContain('gibt es nicht mehr');
  });

  it('says so when the CRM does not answer', async () => {
    const office = await openOffice();
    office.sandbox.faults.add({ on: '*', kind: 'reset' });
    const phone = await office.phone();
    await phone.browser.open(`${office.phoneBase()}/directory/search?q=berger`);
    expect(JSON.stringify(phone.browser.page)).toContain('Propstack antwortet nicht');
  });

  it('lists the phone’s own missed calls, and dials back', async () => {
    const office = await openOffice();
    const phone = await office.phone();
    await playScenario(phone, missed({ remote: ANNA }));
    await office.settled('delivered');
    await phone.openDirectory();
    await phone.browser.select('Verpasste');
    await phone.browser.select(0);
    const [call] = await office.calls();
    expect(call).toMatchObject({ direction: 'out', remote: '+491701234567' });
  });

  it.each(['"*" OR NEAR(', '%', '*', '\u{1F600}', '\u202Eabc', 'a'.repeat(1000), ' '])(
    'answers %j with a page',
    async (text) => {
      const office = await openOffice();
      const phone = await office.phone();
      const query = encodeURIComponent(text);
      await phone.browser.open(`${office.phoneBase()}/directory/search?q=${query}`);
      expect(phone.refusals).toEqual([]);
      expect(phone.browser.page).toBeDefined();
    },
  );
});
