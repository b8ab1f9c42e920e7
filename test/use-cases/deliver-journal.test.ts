import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { type ApiBody, type Office, openOffice } from '../office.ts';

const ANNA = '01701234567';
const VIAS = {
  '3cx': { via: '3cx', path: 'POST /v1/calls/3cx' },
  phone: { via: 'phone', path: 'GET /v1/calls/phone' },
  task: { via: 'task', path: 'POST /v1/tasks' },
} as const;
const EACH_VIA = Object.values(VIAS);

/** One answered call of Anna's, from the ring to the hang-up. */
async function call(office: Office, id = 'c1', remote = ANNA): Promise<void> {
  for (const type of ['incoming', 'connected', 'disconnected']) {
    await office.tell(type, { call: id, remote });
  }
}

async function deliveries(office: Office): Promise<readonly string[]> {
  const [{ id }] = await office.calls();
  const { body } = await office.api(`/calls/${id}`);
  return body.deliveries.map((it: { kind: string; result: string }) => `${it.kind} ${it.result}`);
}

const fault = (path: string, more: object): Fault => ({ on: path, ...more }) as Fault;

describe.each(EACH_VIA)('the delivery table, via $via', ({ via, path }) => {
  const open = () => openOffice({ JOURNAL_VIA: via });

  it('2xx is delivered at once', async () => {
    const office = await open();
    await call(office);
    await office.settled('delivered');
    expect(await deliveries(office)).toEqual(['send delivered']);
    expect(office.sandbox.crm.activities).toHaveLength(1);
  });

  it.each([302, 408, 429, 503])('%i was not written: tried again', async (status) => {
    const office = await open();
    const effect = status === 302 ? { kind: 'redirect' } : { kind: 'status', status };
    office.sandbox.faults.add(fault(path, { ...effect, times: 2 }));
    await call(office);
    await office.settled('delivered');
    expect(await deliveries(office)).toEqual([
      'send not-written',
      'send not-written',
      'send delivered',
    ]);
    expect(office.sandbox.crm.activities).toHaveLength(1);
  });

  it.each([401, 403])(
    '%i is shown as a refused key and tried at the longest pause',
    async (status) => {
      const office = await open();
      office.sandbox.faults.add(fault(path, { kind: 'status', status, times: 1 }));
      await call(office);
      const [{ journal }] = await office.settled('delivered');
      expect(journal.attempts).toBe(2);
      const [{ id }] = await office.calls();
      const { deliveries: tries } = (await office.api(`/calls/${id}`)).body;
      expect(tries[0].message).toMatch(/key refused/i);
      const pause = Date.parse(tries[1].at) - Date.parse(tries[0].at);
      expect(pause).toBeGreaterThanOrEqual(100);
    },
  );

  it.each([
    ['a lost answer', { kind: 'reset', applied: true }],
    ['no answer in time', { kind: 'hang', applied: true }],
    ['a 500 after the write', { kind: 'status', status: 500, applied: true }],
    ['a page instead of an answer', { kind: 'html', applied: true }],
    ['broken JSON', { kind: 'broken-json' }],
  ])('%s is unclear: looked for, found, not sent again', async (_name, effect) => {
    const office = await open();
    office.sandbox.faults.add(fault(path, { ...effect, times: 1 }));
    await call(office);
    await office.settled('delivered');
    expect(await deliveries(office)).toEqual(['send unclear', 'look found']);
    expect(office.sandbox.crm.activities).toHaveLength(1);
  });

  it.each([
    ['a lost answer', { kind: 'reset' }],
    ['no answer in time', { kind: 'hang' }],
    ['a 500 before the write', { kind: 'status', status: 500 }],
  ])('%s is unclear: looked for, not found, sent again', async (_name, effect) => {
    const office = await open();
    office.sandbox.faults.add(fault(path, { ...effect, times: 1 }));
    await call(office);
    await office.settled('delivered');
    expect(await deliveries(office)).toEqual(['send unclear', 'look send', 'send delivered']);
    expect(office.sandbox.crm.activities).toHaveLength(1);
    const { data } = (await office.api('/journal')).body;
    expect(data[0].unclear).toBe(false);
  });

  it('any other 4xx is parked with the CRM’s message', async () => {
    const office = await open();
    const body = '{"errors":["So nicht"]}';
    office.sandbox.faults.add(fault(path, { kind: 'status', status: 422, body }));
    await call(office);
    const [{ journal }] = await office.settled('parked');
    expect(journal.lastError).toContain('So nicht');
  });
});

describe('the look before a second send', () => {
  it('waits while the activities can’t be read, and looks again', async () => {
    const office = await openOffice();
    office.sandbox.faults.add(
      fault('POST /v1/calls/3cx', { kind: 'reset', applied: true, times: 1 }),
    );
    office.sandbox.faults.add(fault('/v1/activities', { kind: 'status', status: 503, times: 2 }));
    await call(office);
    await office.settled('delivered');
    expect(await deliveries(office)).toEqual([
      'send unclear',
      'look wait',
      'look wait',
      'look found',
    ]);
  });

  it.each([401, 403, 404])(
    'refused with %i it can’t tell: sent again, marked unclear',
    async (status) => {
      const office = await openOffice();
      office.sandbox.faults.add(fault('POST /v1/calls/3cx', { kind: 'reset', times: 1 }));
      office.sandbox.faults.add(fault('/v1/activities', { kind: 'status', status }));
      await call(office);
      await office.settled('delivered');
      const { data } = (await office.api('/journal')).body;
      expect(data[0].unclear).toBe(true);
    },
  );

  it('can’t tell without a contact: sent again, marked unclear', async () => {
    const office = await openOffice();
    office.sandbox.faults.add(fault('POST /v1/calls/3cx', { kind: 'reset', times: 1 }));
    await call(office, 'c1', '03099999999');
    await office.settled('delivered');
    const { data } = (await office.api('/journal')).body;
    expect(data[0].unclear).toBe(true);
    expect(office.sandbox.crm.receivedCalls).toHaveLength(1);
  });

  it('does not take the activity of the contact’s previous call for its own', async () => {
    const office = await openOffice();
    await call(office, 'first');
    await office.settled('delivered');
    office.sandbox.faults.add(fault('POST /v1/calls/3cx', { kind: 'reset', times: 1 }));
    await call(office, 'second');
    await office.settled('delivered');
    expect(office.sandbox.crm.activities).toHaveLength(2);
  });

  it('finds the entry at whichever of a couple the CRM has put it', async () => {
    const office = await openOffice();
    office.sandbox.faults.add(
      fault('POST /v1/calls/3cx', { kind: 'reset', applied: true, times: 1 }),
    );
    await call(office, 'c1', '03023125100');
    await office.settled('delivered');
    expect(office.sandbox.crm.activities).toHaveLength(1);
  });
});

describe('what the CRM receives', () => {
  const told = (office: Office) => office.sandbox.crm.receivedCalls;

  it('by 3cx: all strings, hh:mm:ss, `hangup_cause` only when nobody answered', async () => {
    const office = await openOffice();
    await call(office, 'a');
    await office.tell('outgoing', { call: 'b', remote: '+431234567890' });
    await office.tell('disconnected', { call: 'b' });
    await office.until(() => expect(told(office)).toHaveLength(2));
    const bodies = office.sandbox.requests
      .filter(({ path }) => path === '/v1/calls/3cx')
      .map(({ body }) => JSON.parse(String(body)));
    expect(bodies).toEqual([
      { duration: '00:00:00', direction: 'in', from: '0170 1234567', to: '21' },
      {
        duration: '00:00:00',
        direction: 'out',
        from: '21',
        to: '+43 1 234567890',
        hangup_cause: 'notAnswered',
      },
    ]);
  });

  it('by phone: a GET with mm:ss, `type` only when nobody answered', async () => {
    const office = await openOffice({
      JOURNAL_VIA: 'phone',
      JOURNAL_PHONE_TYPE_MISSED: 'verpasst',
    });
    await call(office, 'a');
    await office.tell('incoming', { call: 'b', remote: '03099999999' });
    await office.tell('disconnected', { call: 'b' });
    await office.until(() => expect(told(office)).toHaveLength(2));
    const queries = office.sandbox.requests
      .filter(({ path }) => path === '/v1/calls/phone')
      .map(({ rawQuery }) => Object.fromEntries(new URLSearchParams(rawQuery)));
    expect(queries).toEqual([
      { duration: '00:00', direction: 'in', from: '0170 1234567', to: '21', event: 'HungUp' },
      {
        duration: '00:00',
        direction: 'in',
        from: '+493099999999',
        to: '21',
        event: 'HungUp',
        type: 'verpasst',
      },
    ]);
  });

  it('by task: a note at the contact, a missed call as to-do of the agent when asked', async () => {
    const office = await openOffice({ JOURNAL_VIA: 'task', JOURNAL_MISSED_AS_TODO: 'on' });
    await call(office, 'a');
    await office.tell('incoming', { call: 'b', remote: ANNA });
    await office.tell('disconnected', { call: 'b' });
    await office.until(() => expect(office.sandbox.crm.tasks).toHaveLength(2));
    expect(office.sandbox.crm.activities).toMatchObject([
      { conversation_type: 'note', client_ids: [1001], broker_id: 501, category_id: null },
      { conversation_type: 'reminder', client_ids: [1001], broker_id: 501 },
    ]);
  });

  it('is the broker’s number when exactly one has it or ends with the extension', async () => {
    const office = await openOffice();
    for (const type of ['incoming', 'disconnected']) {
      await office.tell(type, { remote: ANNA, local: '22@pbx' });
    }
    await office.settled('delivered');
    expect(told(office)).toMatchObject([{ to: '+49 30 23125-22' }]);
    expect(office.sandbox.crm.activities).toMatchObject([{ broker_id: 502 }]);
  });

  it('names the phone’s last known identity when the event names none', async () => {
    const office = await openOffice();
    await office.tell('setup', { local: '24@pbx' });
    for (const type of ['incoming', 'disconnected']) {
      await office.tell(type, { remote: ANNA, local: '' });
    }
    await office.settled('delivered');
    expect(told(office)).toMatchObject([{ to: '24' }]);
  });

  it('is nothing for a withheld number, an internal call, or a journal that is off', async () => {
    const office = await openOffice();
    for (const [id, remote] of [
      ['a', 'anonymous'],
      ['b', '22'],
    ]) {
      await office.tell('incoming', { call: String(id), remote: String(remote) });
      await office.tell('disconnected', { call: String(id) });
    }
    const off = await openOffice({ JOURNAL_VIA: 'off' });
    await call(off);
    const reasons = [...(await office.calls()), ...(await off.calls())];
    expect(reasons.map((it: ApiBody) => it.journal)).toMatchObject([
      { state: 'skipped', reason: 'internal' },
      { state: 'skipped', reason: 'withheld' },
      { state: 'skipped', reason: 'off' },
    ]);
    expect([...told(office), ...told(off)]).toEqual([]);
  });

  it('leaves out callers without a contact when asked to', async () => {
    const office = await openOffice({ JOURNAL_UNKNOWN: 'skip' });
    await call(office, 'c1', '03099999999');
    const [{ journal }] = await office.settled('skipped');
    expect(journal.reason).toBe('unknown-contact');
    expect(told(office)).toEqual([]);
  });

  it('is sent also with a key that may not read contacts', async () => {
    const office = await openOffice();
    const rights = office.sandbox.crm.keys.get(office.sandbox.apiKey);
    if (rights) rights.contacts_read = false;
    await call(office);
    await office.settled('delivered');
    expect(told(office)).toMatchObject([{ from: '+491701234567' }]);
  });

  it('gets a possible but not valid number as a number', async () => {
    const office = await openOffice();
    await call(office, 'c1', '+4911111234567');
    await office.settled('delivered');
    const [found] = await office.calls();
    expect([found.remote, found.contactId]).toEqual(['+4911111234567', 1010]);
  });

  it('is looked up again at the time of sending when the CRM was away while it rang', async () => {
    const office = await openOffice({ CACHE_NEGATIVE_SECONDS: '0' });
    office.sandbox.faults.add(fault('*', { kind: 'reset' }));
    await call(office);
    office.sandbox.faults.clear();
    const [found] = await office.settled('delivered');
    expect(found).toMatchObject({ contactId: 1001, remoteName: 'Anna Berger' });
    expect(told(office)).toMatchObject([{ from: '0170 1234567' }]);
  });
});

describe('patience', () => {
  it('survives a restart: an entry waits out its pause', async () => {
    const office = await openOffice();
    office.sandbox.faults.add(
      fault('POST /v1/calls/3cx', { kind: 'status', status: 429, retryAfter: 3600, times: 1 }),
    );
    await call(office);
    const waiting = await office.until(async () => {
      const [entry] = (await office.api('/journal?state=pending')).body.data;
      expect(entry.lastError).toContain('429');
      return entry;
    });
    expect(Date.parse(waiting.notBefore) - Date.now()).toBeGreaterThan(3_500_000);
    await office.restart();
    const [same] = (await office.api('/journal?state=pending')).body.data;
    expect(same).toEqual(waiting);
    await office.api(`/journal/${same.id}/retry`, { method: 'POST' });
    await office.settled('delivered');
  });

  it('ends: an entry that finds no CRM is parked, visible and can be sent again', async () => {
    const office = await openOffice({ JOURNAL_GIVE_UP_HOURS: '0.00005' });
    office.sandbox.faults.add(fault('POST /v1/calls/3cx', { kind: 'status', status: 503 }));
    await call(office);
    const [{ journal }] = await office.settled('parked');
    expect(journal).toMatchObject({ reason: 'gave-up' });
    office.sandbox.faults.clear();
    const [{ id }] = await office.calls();
    await office.api(`/journal/${id}/retry`, { method: 'POST' });
    await office.settled('delivered');
  });

  it('no entry of an unanswered call goes out before it is certain', async () => {
    const office = await openOffice({ RING_GROUP_SECONDS: '0.4' });
    await office.tell('incoming', { remote: ANNA });
    await office.tell('disconnected', { remote: ANNA });
    const [found] = await office.settled('delivered');
    const pause = Date.parse(found.journal.deliveredAt) - Date.parse(found.endedAt);
    expect(pause).toBeGreaterThanOrEqual(400);
  });
});
