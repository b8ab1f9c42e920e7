import { describe, expect, it } from 'vitest';
import { type ApiBody, openOffice } from '../office.ts';

const ANNA = '01701234567';

describe('/api', () => {
  it('asks for the admin password, and lets nobody try for ever', async () => {
    const office = await openOffice();
    const answer = await fetch(`${office.base()}/api/status`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
    const wrong = { authorization: `Basic ${Buffer.from('admin:no').toString('base64')}` };
    const statuses = [];
    for (let tries = 0; tries < 40; tries += 1) {
      statuses.push((await fetch(`${office.base()}/api/status`, { headers: wrong })).status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
  });

  it('does not write for a page of another server', async () => {
    const office = await openOffice();
    const headers = { origin: 'http://evil.example' };
    const answer = await office.api('/journal/x/retry', { method: 'POST', headers });
    expect(answer.status).toBe(403);
    const own = await office.api('/journal/x/retry', {
      method: 'POST',
      headers: { origin: office.base() },
    });
    expect(own.status).toBe(404);
  });

  it('tells how things are', async () => {
    const office = await openOffice();
    await office.tell('incoming', { remote: ANNA });
    expect((await office.api('/status')).body).toMatchObject({
      demo: false,
      crm: { lastStatus: 200 },
      journal: { pending: 0, delivered: 0, parked: 0, skipped: 0 },
      phones: 1,
    });
  });

  it('pages through calls, newest first', async () => {
    const office = await openOffice();
    for (const call of ['a', 'b', 'c']) await office.tell('incoming', { call, remote: '21' });
    const all = await office.calls();
    expect(all).toHaveLength(3);
    const first = (await office.api('/calls?limit=2')).body.data;
    const rest = (await office.api(`/calls?limit=2&before=${first[1].id}`)).body.data;
    expect([...first, ...rest]).toEqual(all);
  });

  it('shows a call with legs, events and every delivery attempt', async () => {
    const office = await openOffice();
    office.sandbox.faults.add({ on: 'POST /v1/calls/3cx', kind: 'status', status: 503, times: 1 });
    for (const type of ['incoming', 'connected', 'disconnected', 'disconnected']) {
      await office.tell(type, { remote: ANNA });
    }
    const [{ id }] = await office.settled('delivered');
    const { body } = await office.api(`/calls/${id}`);
    expect(body.events.map((it: ApiBody) => it.type)).toEqual([
      'incoming',
      'connected',
      'disconnected',
      'disconnected',
    ]);
    expect(body.legs).toMatchObject([{ phone: '000413000021', end: 'hung-up' }]);
    expect(body.deliveries).toMatchObject([
      { kind: 'send', status: 503, result: 'not-written' },
      { kind: 'send', status: 200, result: 'delivered' },
    ]);
  });

  it('shows the journal by state, sends again what is parked, and dismisses', async () => {
    const office = await openOffice();
    office.sandbox.faults.add({
      on: 'POST /v1/calls/3cx',
      kind: 'status',
      status: 422,
      body: '{"errors":["Dauer fehlt"]}',
    });
    for (const [call, remote] of [
      ['a', ANNA],
      ['b', '03023125100'],
    ] as const) {
      await office.tell('incoming', { call, remote });
      await office.tell('disconnected', { call, remote });
    }
    const parked = await office.until(async () => {
      const { data } = (await office.api('/journal?state=parked')).body;
      expect(data).toHaveLength(2);
      return data;
    });
    expect(parked[0]).toMatchObject({ state: 'parked', attempts: 1, unclear: false });
    expect(parked[0].lastError).toContain('Dauer fehlt');
    office.sandbox.faults.clear();
    const retried = await office.api(`/journal/${parked[0].id}/retry`, { method: 'POST' });
    expect(retried).toMatchObject({ status: 200, body: { state: 'pending' } });
    const dismissed = await office.api(`/journal/${parked[1].id}/dismiss`, { method: 'POST' });
    expect(dismissed.body).toMatchObject({ state: 'skipped', reason: 'dismissed' });
    await office.until(async () => {
      expect((await office.api('/journal?state=delivered')).body.data).toHaveLength(1);
    });
    const again = await office.api(`/journal/${parked[0].id}/retry`, { method: 'POST' });
    expect(again).toEqual({
      status: 409,
      body: { error: 'This entry is in the CRM already' },
    });
    const back = await office.api(`/journal/${parked[1].id}/retry`, { method: 'POST' });
    expect(back.body.state).toBe('pending');
  });

  it('finds contacts by text and by number, in any spelling', async () => {
    const office = await openOffice();
    for (const question of ['q=berger%20anna', 'number=0170-1234567', 'number=+491701234567']) {
      const { data } = (await office.api(`/contacts?${question}`)).body;
      expect([question, data[0]?.name]).toEqual([question, 'Anna Berger']);
    }
    const { data } = (await office.api('/contacts?q=anna berger')).body;
    expect(data[0]).toMatchObject({
      id: 1001,
      company: 'Berger Immobilien GmbH',
      numbers: [{ kind: 'mobile', text: '0170 1234567', e164: ['+491701234567'] }],
      broker: 'Katrin Sommer',
      url: 'https://crm.propstack.de/app/contacts/clients/1001',
    });
  });

  it.each([
    ['/calls?limit=abc', 'limit is "abc": give a number from 1 to 500'],
    ['/calls?limit=0', 'limit is "0": give a number from 1 to 500'],
    ['/calls?limit=501', 'limit is "501": give a number from 1 to 500'],
    ['/calls?before=nothing', 'before is not the id of a call: take one from this list'],
    ['/journal?state=lost', 'state is "lost": give one of pending, delivered, parked, skipped'],
    ['/contacts', 'Give q=… or number=…'],
    ['/contacts?number=abc', 'number has no digits: give a telephone number'],
  ])('%s is a 400 with one line', async (path, error) => {
    const office = await openOffice();
    expect(await office.api(path)).toEqual({ status: 400, body: { error } });
  });

  it('a body that is no JSON is a 400 with one line that does not repeat it', async () => {
    const office = await openOffice();
    const answer = await office.api('/journal/x/retry', { method: 'POST', body: '{"secret' });
    expect(answer).toEqual({ status: 400, body: { error: 'The body is not readable JSON' } });
  });

  it('what is not there is a 404 that says so', async () => {
    const office = await openOffice();
    expect(await office.api('/calls/nothing')).toMatchObject({ status: 404 });
    expect(await office.api('/journal/nothing/dismiss', { method: 'POST' })).toMatchObject({
      status: 404,
    });
  });

  it('says that the CRM is away', async () => {
    const office = await openOffice();
    office.sandbox.faults.add({ on: '/v1/contacts', kind: 'reset' });
    expect(await office.api('/contacts?q=berger')).toMatchObject({ status: 503 });
  });
});

describe('operation', () => {
  it('is healthy and ready', async () => {
    const office = await openOffice();
    const health = await fetch(`${office.base()}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    expect((await fetch(`${office.base()}/readyz`)).status).toBe(200);
  });

  it('counts events, look-ups, calls, CRM requests and the outbox', async () => {
    const office = await openOffice();
    await office.tell('incoming', { remote: ANNA });
    await office.tell('disconnected', { remote: ANNA });
    await office.settled('delivered');
    const text = await (await fetch(`${office.base()}/metrics`)).text();
    for (const line of [
      'propstack_snom_events_total{type="incoming"} 1',
      'propstack_snom_lookup_seconds_count{source="live"} 1',
      'propstack_snom_calls_total{outcome="missed"} 1',
      'propstack_snom_crm_requests_total{endpoint="POST /calls/3cx",status="200"} 1',
      'propstack_snom_outbox_entries{state="delivered"} 1',
      'propstack_snom_outbox_oldest_seconds 0',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain('1701234567');
  });
});
