import { describe, expect, it } from 'vitest';
import { NOW, openSandbox } from './client.ts';

const CALL = { duration: '00:03:10', direction: 'in', from: '01701234567', to: '21' };
const OK = { status: 200, body: { ok: true } };

describe('POST /calls/3cx', () => {
  it('books an incoming call as a note of the contact and of the broker', async () => {
    const { crm, post } = await openSandbox();
    expect(await post('/calls/3cx', CALL)).toMatchObject(OK);
    expect(crm.activities).toEqual([
      {
        id: 70_001,
        conversation_type: 'note',
        title: 'Eingehender Anruf um 18:00',
        body: 'Angenommen, Dauer 00:03:10',
        broker_id: 501,
        client_ids: [1001],
        property_ids: [],
        project_ids: [],
        state: 'neutral',
        outgoing: false,
        category_id: null,
        created_at: '2026-01-12T17:00:30.000Z',
        updated_at: '2026-01-12T17:00:30.000Z',
        task_id: null,
        sandbox_duration: '00:03:10',
        sandbox_answered: true,
      },
    ]);
    expect(crm.contacts.get(1001)?.last_contact_at).toBe(new Date(NOW).toISOString());
  });

  it('books an outgoing call by the number that was called', async () => {
    const { crm, post } = await openSandbox();
    const call = { ...CALL, direction: 'out', from: '030 2312523', to: '0049 221 4710 555' };
    await post('/calls/3cx', call);
    expect(crm.activities).toMatchObject([
      { title: 'Ausgehender Anruf um 18:00', client_ids: [1005], broker_id: 503, outgoing: true },
    ]);
  });

  it('books a call that nobody answered', async () => {
    const { crm, post } = await openSandbox();
    await post('/calls/3cx', { ...CALL, duration: '00:00:00', hangup_cause: 'notAnswered' });
    expect(crm.activities).toMatchObject([
      { body: 'Nicht angenommen', sandbox_duration: '00:00:00', sandbox_answered: false },
    ]);
    expect(crm.receivedCalls).toMatchObject([{ answered: false, hangup_cause: 'notAnswered' }]);
  });

  it('uses German time in summer, too', async () => {
    const { crm, post } = await openSandbox({ now: () => Date.UTC(2026, 6, 1, 7, 5) });
    await post('/calls/3cx', CALL);
    expect(crm.activities).toMatchObject([{ title: 'Eingehender Anruf um 09:05' }]);
  });

  it('answers the same for an unknown number, remembers the call and books nothing', async () => {
    const { crm, post } = await openSandbox();
    const before = crm.contacts.get(1001)?.last_contact_at;
    expect(await post('/calls/3cx', { ...CALL, from: '+491701234567' })).toMatchObject(OK);
    expect(crm.activities).toEqual([]);
    expect(crm.receivedCalls).toEqual([
      {
        via: '3cx',
        at: '2026-01-12T17:00:30.000Z',
        direction: 'in',
        from: '+491701234567',
        to: '21',
        duration: '00:03:10',
        answered: true,
        hangup_cause: null,
        type: null,
        event: null,
        contact_id: null,
        activity_id: null,
      },
    ]);
    expect(crm.contacts.get(1001)?.last_contact_at).toBe(before);
  });

  it('takes the first by id of several contacts, sub-contacts too, archived ones never', async () => {
    const { crm, post } = await openSandbox();
    await post('/calls/3cx', { ...CALL, from: '030/23125-100' });
    await post('/calls/3cx', { ...CALL, from: '01713920011' });
    await post('/calls/3cx', { ...CALL, from: '03023125112' });
    expect(crm.receivedCalls.map(({ contact_id }) => contact_id)).toEqual([1002, 1011, null]);
  });

  it.each([
    ['21', 501],
    ['+49302312522', 502],
    ['030 23125 23', 503],
    ['24', 504],
    ['+49 30 2312524', 504],
    ['0049030 2312525', 505],
    ['22', null],
    ['0302312522', null],
    ['sip:21', null],
  ])('credits the agent %s to broker %s, as strictly as contacts', async (agent, broker) => {
    const { crm, post } = await openSandbox();
    await post('/calls/3cx', { ...CALL, to: agent });
    expect(crm.activities).toMatchObject([{ broker_id: broker }]);
  });

  it('books a repeated report again', async () => {
    const { crm, post } = await openSandbox();
    await post('/calls/3cx', CALL);
    await post('/calls/3cx', CALL);
    expect(crm.receivedCalls).toHaveLength(2);
    expect(crm.activities.map(({ id }) => id)).toEqual([70_001, 70_002]);
  });

  it.each([
    ['a duration in mm:ss', { ...CALL, duration: '03:10' }],
    ['a duration as number', { ...CALL, duration: 190 }],
    ['a minute 60', { ...CALL, duration: '00:60:00' }],
    ['no duration', { ...CALL, duration: undefined }],
    ['a direction in capitals', { ...CALL, direction: 'In' }],
    ['a number for from', { ...CALL, from: 1701234567 }],
    ['an empty to', { ...CALL, to: '' }],
    ['an over-long from', { ...CALL, from: '1'.repeat(300) }],
    ['another hangup cause', { ...CALL, hangup_cause: 'busy' }],
    ['an empty hangup cause', { ...CALL, hangup_cause: null }],
    ['an unknown attribute', { ...CALL, note: 'hallo' }],
    ['a list', [CALL]],
    ['a text', 'hallo'],
    ['null', null],
  ])('refuses %s with 400 and remembers nothing', async (_what, body) => {
    const { crm, post } = await openSandbox();
    const answer = await post('/calls/3cx', body);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([expect.any(String)]);
    expect(crm.receivedCalls).toEqual([]);
  });

  it('refuses another content type, and accepts one with a charset', async () => {
    const { raw } = await openSandbox();
    const send = (type: string) =>
      raw('/v1/calls/3cx?api_key=demo', {
        method: 'POST',
        headers: { 'Content-Type': type },
        body: JSON.stringify(CALL),
      });
    expect((await send('text/plain')).status).toBe(400);
    expect((await send('application/x-www-form-urlencoded')).status).toBe(400);
    expect((await send('application/json;charset=utf-8')).status).toBe(200);
  });
});

describe('GET /calls/phone', () => {
  const path = '/calls/phone?event=HungUp&direction=in&from=0170%201234567&to=21';

  it('books a call like the other endpoint', async () => {
    const { crm, get } = await openSandbox();
    expect(await get(`${path}&duration=75:09`)).toMatchObject(OK);
    expect(crm.activities).toMatchObject([
      {
        title: 'Eingehender Anruf um 18:00',
        client_ids: [1001],
        broker_id: 501,
        outgoing: false,
        sandbox_duration: '75:09',
        sandbox_answered: true,
      },
    ]);
    expect(crm.receivedCalls).toMatchObject([{ via: 'phone', event: 'HungUp', type: null }]);
  });

  it.each([
    ['accepted', true],
    ['missed', false],
    ['voicemail', false],
    ['busy', false],
  ])('reads type %s as answered: %s', async (type, answered) => {
    const { crm, get } = await openSandbox();
    await get(`${path}&duration=00:00&type=${type}`);
    expect(crm.receivedCalls).toMatchObject([{ type, answered }]);
    expect(crm.activities).toMatchObject([{ sandbox_answered: answered }]);
  });

  it('does without a duration', async () => {
    const { crm, get } = await openSandbox();
    expect((await get(path)).status).toBe(200);
    expect(crm.activities).toMatchObject([{ sandbox_duration: null }]);
  });

  it.each(['to', 'from', 'direction', 'event'])('refuses a missing %s with 400', async (name) => {
    const { crm, get } = await openSandbox();
    const without = path.replace(new RegExp(`${name}=[^&]*`), '');
    const answer = await get(without);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([expect.stringContaining(name)]);
    expect(crm.receivedCalls).toEqual([]);
  });

  it.each(['00:03:10', '190', '3:10', '03:60'])('refuses the duration %s', async (duration) => {
    const { get } = await openSandbox();
    expect((await get(`${path}&duration=${duration}`)).status).toBe(400);
  });
});
