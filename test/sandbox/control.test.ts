import { describe, expect, it } from 'vitest';
import { answerControl, isLoopback } from '../../src/sandbox/control.ts';
import { type Client, openSandbox } from './client.ts';

const put = (client: Client, path: string, body: unknown) =>
  client.raw(path, {
    method: 'PUT',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const post = (client: Client, path: string, body: unknown) =>
  client.raw(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('/sandbox/faults', () => {
  it('sets, shows and removes faults', async () => {
    const client = await openSandbox();
    const faults = [
      { on: 'GET /v1/contacts', kind: 'status', status: 500, times: 2 },
      { on: '*', kind: 'slow', ms: 1, probability: 0.5 },
    ];
    expect(await put(client, '/sandbox/faults', faults)).toMatchObject({
      status: 200,
      body: { data: faults },
    });
    expect((await client.get('/contacts')).status).toBe(500);
    const left = (await client.raw('/sandbox/faults')).body;
    expect(left).toEqual({ data: [{ ...faults[0], times: 1 }, faults[1]] });
    expect((await put(client, '/sandbox/faults', left)).body).toEqual(left);
    await client.raw('/sandbox/faults', { method: 'DELETE' });
    expect((await client.raw('/sandbox/faults')).body).toEqual({ data: [] });
    expect((await client.get('/contacts')).status).toBe(200);
  });

  it.each([
    [{ on: '*', kind: 'status', status: 418, body: { a: 1 }, retryAfter: 3, applied: true }],
    [{ on: '*', kind: 'status', status: 200, body: 'x', contentType: 'text/html' }],
    [{ on: '/v1/contacts', kind: 'slow', ms: 10 }],
    [{ on: '/v1/contacts$', kind: 'slow-body', ms: 10 }],
    [{ on: '*', kind: 'hang' }],
    [{ on: '*', kind: 'reset', applied: true }],
    [{ on: '*', kind: 'close', applied: false }],
    [{ on: '*', kind: 'html' }],
    [{ on: '*', kind: 'redirect' }],
    [{ on: '*', kind: 'broken-json' }],
    [{ on: '*', kind: 'truncated' }],
  ])('takes %j', async (fault) => {
    const client = await openSandbox();
    expect((await put(client, '/sandbox/faults', [fault])).status).toBe(200);
    expect(client.faults.list()).toEqual([fault]);
  });

  it.each([
    ['{', 'Der Text ist kein gültiges JSON.'],
    ['', 'Der Text ist kein gültiges JSON.'],
    [{}, 'give a list of faults'],
    [null, 'give a list of faults'],
    [['x'], 'faults[0] is no object'],
    [
      [
        { on: '*', kind: 'hang' },
        { on: '*', kind: 'banana' },
      ],
      'faults[1].kind is "banana": give one of',
    ],
    [[{ kind: 'hang' }], 'faults[0].on is missing'],
    [[{ on: 'contacts', kind: 'hang' }], 'faults[0].on is "contacts": give'],
    [[{ on: '*', kind: 'slow' }], 'faults[0].ms is missing'],
    [[{ on: '*', kind: 'slow', ms: '5' }], 'faults[0].ms is "5": give milliseconds'],
    [[{ on: '*', kind: 'slow', ms: -1 }], 'faults[0].ms is -1'],
    [[{ on: '*', kind: 'status', status: 99 }], 'faults[0].status is 99: give a whole number'],
    [[{ on: '*', kind: 'status', status: 503, retryAfter: 'a\r\nb' }], 'faults[0].retryAfter is'],
    [[{ on: '*', kind: 'hang', times: 0 }], 'faults[0].times is 0: give a whole number from 1'],
    [[{ on: '*', kind: 'hang', probability: 2 }], 'faults[0].probability is 2'],
    [[{ on: '*', kind: 'hang', applied: 1 }], 'faults[0].applied is 1: give true or false'],
    [[{ on: '*', kind: 'hang', ms: 1 }], 'faults[0].ms is unknown for kind "hang"'],
    [[{ on: '*', kind: 'hang', constructor: 1 }], 'faults[0].constructor is unknown'],
    [Array.from({ length: 101 }, () => ({ on: '*', kind: 'hang' })), 'give at most 100 faults'],
  ])('refuses %j with 400 and one line, and changes nothing', async (body, line) => {
    const client = await openSandbox();
    client.faults.add({ on: '/v1/x', kind: 'hang' });
    const answer = await put(client, '/sandbox/faults', body);
    const errors = answer.body['errors'] as string[];
    expect(answer.status).toBe(400);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(line);
    expect(errors[0]).not.toContain('\n');
    expect(client.faults.list()).toHaveLength(1);
  });
});

describe('/sandbox/requests', () => {
  it('shows requests to the CRM as they came, and none to itself', async () => {
    const client = await openSandbox();
    await client.get('/contacts?phone_number=%2B49%2030&per=5');
    await client.post('/tasks', { task: {} });
    await client.raw('/sandbox/requests');
    const { body } = await client.raw('/sandbox/requests');
    expect(body['data']).toMatchObject([
      {
        method: 'GET',
        path: '/v1/contacts',
        rawQuery: 'phone_number=%2B49%2030&per=5',
        query: { phone_number: '+49 30', per: '5' },
        headers: { 'x-api-key': 'demo' },
        body: '',
        at: client.requests[0]?.at,
        status: 200,
      },
      { method: 'POST', path: '/v1/tasks', body: '{"task":{}}', status: 400 },
    ]);
    expect(client.requests).toHaveLength(2);
  });
});

describe('/sandbox/calls and /sandbox/activities', () => {
  it('show what was received and what was booked', async () => {
    const client = await openSandbox();
    await client.get('/calls/phone?to=21&from=01701234567&direction=in&event=HungUp');
    const calls = (await client.raw('/sandbox/calls')).body['data'];
    expect(calls).toMatchObject([{ from: '01701234567', contact_id: 1001 }]);
    const activities = (await client.raw('/sandbox/activities')).body['data'];
    expect(activities).toMatchObject([{ client_ids: [1001] }]);
  });
});

describe('/sandbox/contacts', () => {
  it('shows a contact as it is stored, without invented fields', async () => {
    const { raw, crm } = await openSandbox();
    expect((await raw('/sandbox/contacts/1001')).body).toEqual(crm.contacts.get(1001));
    expect((await raw('/sandbox/contacts/9')).status).toBe(404);
  });

  it('adds a contact that is found at once', async () => {
    const client = await openSandbox();
    const fields = { first_name: 'Neu', last_name: 'Kunde', home_cell: '0171 3920050' };
    const added = await post(client, '/sandbox/contacts', fields);
    expect(added).toMatchObject({ status: 201, body: { id: 2001, ...fields, archived: false } });
    expect(await client.list('/contacts?phone_number=01713920050')).toMatchObject([{ id: 2001 }]);
    const next = await post(client, '/sandbox/contacts', { id: 5000, email: 'a@example.com' });
    expect(next.body).toMatchObject({ id: 5000, emails: ['a@example.com'] });
    expect((await post(client, '/sandbox/contacts', {})).body.id).toBe(5001);
  });

  it.each([
    {
      salutation: 'ms',
      rating: null,
      is_company: true,
      group_ids: [11],
      emails: ['a@example.com'],
    },
    { salutation: null, parent_id: 1001, last_contact_at: '2026-01-01T10:00:00Z', archived: true },
  ])('takes fields of every kind, such as %j', async (fields) => {
    const client = await openSandbox();
    const { status, body } = await post(client, '/sandbox/contacts', fields);
    expect(status).toBe(201);
    expect(body).toMatchObject(fields);
  });

  it.each([
    ['an unknown salutation', { salutation: 'Frau' }, 400],
    ['a flag that is a text', { archived: 'yes' }, 400],
    ['a list with a wrong kind', { group_ids: ['11'] }, 400],
    ['a text for a list', { emails: 'a@example.com' }, 400],
    ['a time that is none', { created_at: 'gestern' }, 400],
    ['an empty flag', { locked: null }, 400],
    ['an unknown field', { surname: 'x' }, 400],
    ['a number as name', { last_name: 5 }, 400],
    ['no id', { id: null }, 400],
    ['a built-in name', { toString: 'x' }, 400],
    ['a list', [], 400],
    ['an id in use', { id: 1001 }, 409],
  ])('refuses %s', async (_what, body, status) => {
    const client = await openSandbox();
    const answer = await post(client, '/sandbox/contacts', body);
    expect(answer.status).toBe(status);
    expect(answer.body['errors']).toHaveLength(1);
    expect(client.crm.contacts.size).toBe(12);
  });

  it('does not take a form that a foreign web page could send', async () => {
    const client = await openSandbox();
    const answer = await client.raw('/sandbox/contacts', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(400);
  });
});

describe('/sandbox/rights', () => {
  it('switches single rights off and on again', async () => {
    const client = await openSandbox();
    const off = await put(client, '/sandbox/rights', { rights: { contacts_read: false } });
    expect(off.body).toMatchObject({
      key: 'demo',
      rights: { contacts_read: false, calls_write: true },
    });
    expect((await client.get('/contacts')).status).toBe(401);
    expect((await client.get('/brokers')).status).toBe(200);
    await put(client, '/sandbox/rights', { key: 'demo', rights: { contacts_read: true } });
    expect((await client.get('/contacts')).status).toBe(200);
  });

  it('makes another key with rights of its own', async () => {
    const client = await openSandbox();
    await put(client, '/sandbox/rights', { key: 'zweiter', rights: { tasks_write: false } });
    expect((await client.raw('/v1/brokers?api_key=zweiter')).status).toBe(200);
    const init = { method: 'POST' };
    expect((await client.raw('/v1/tasks?api_key=zweiter', init)).status).toBe(401);
    expect((await client.raw('/v1/tasks?api_key=demo', init)).status).toBe(400);
  });

  it.each([
    ['[]', 'give an object with "rights"'],
    ['{', 'Der Text ist kein gültiges JSON.'],
    [{}, 'rights is missing or no object'],
    [{ rights: { everything: true } }, 'rights.everything is unknown: give some of contacts_read'],
    [{ rights: { contacts_read: 'no' } }, 'rights.contacts_read is no true or false'],
    [{ rights: {}, key: 5 }, 'key is no text'],
    [{ rights: {}, kay: 'x' }, 'kay is unknown'],
  ])('refuses %j with 400 and one line', async (body, line) => {
    const client = await openSandbox();
    const answer = await put(client, '/sandbox/rights', body);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([expect.stringContaining(line)]);
    expect(client.crm.keys.size).toBe(1);
  });
});

describe('control addresses', () => {
  it('that do not exist answer 404', async () => {
    const { raw } = await openSandbox();
    expect((await raw('/sandbox')).status).toBe(404);
    expect((await raw('/sandbox/other')).status).toBe(404);
    expect((await raw('/sandbox/rights')).status).toBe(404);
  });

  it('are closed to other computers', async () => {
    const { crm, faults, requests } = await openSandbox();
    const request = {
      method: 'GET',
      path: '/sandbox/calls',
      query: new URLSearchParams(),
      contentType: '',
      body: '',
    };
    const log = { records: requests, begin: () => () => {} };
    const controlled = { crm, faults, log, apiKey: 'demo' };
    expect(answerControl(request, '192.168.1.20', controlled).status).toBe(403);
    expect(answerControl(request, '::ffff:127.0.0.1', controlled).status).toBe(200);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.9.8.7', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['fe80::1', false],
    [undefined, false],
  ])('count %s as this computer: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});
