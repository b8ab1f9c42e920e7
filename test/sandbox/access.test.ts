import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { NOW, openSandbox } from './client.ts';

const DENIED = { errors: ['Der API-Key verfügt nicht über ausreichende Rechte.'] };

describe('the key', () => {
  it('opens the CRM as header and as query parameter', async () => {
    const { raw } = await openSandbox({ apiKey: 'geheim+1' });
    expect((await raw('/v1/brokers', { headers: { 'x-api-key': 'geheim+1' } })).status).toBe(200);
    expect((await raw('/v1/brokers?api_key=geheim%2B1')).status).toBe(200);
  });

  it('is missed with 401 and a German sentence when it is absent or wrong', async () => {
    const { raw } = await openSandbox();
    for (const path of ['/v1/contacts', '/v1/contacts?api_key=', '/v1/contacts?api_key=demo2']) {
      expect(await raw(path)).toMatchObject({ status: 401, body: DENIED });
    }
    const wrongHeader = await raw('/v1/contacts', { headers: { 'X-API-KEY': 'falsch' } });
    expect(wrongHeader).toMatchObject({ status: 401, body: DENIED });
  });

  it('does not let somebody in whose key is the name of a built-in property', async () => {
    const { raw } = await openSandbox();
    for (const key of ['constructor', '__proto__', 'toString']) {
      expect((await raw(`/v1/brokers?api_key=${key}`)).status).toBe(401);
    }
  });
});

describe('rights', () => {
  const endpoints = [
    ['contacts_read', 'GET', '/contacts'],
    ['contacts_read', 'GET', '/contacts/1001'],
    ['brokers_read', 'GET', '/brokers'],
    ['calls_write', 'POST', '/calls/3cx'],
    ['calls_write', 'GET', '/calls/phone'],
    ['tasks_write', 'POST', '/tasks'],
    ['tasks_read', 'GET', '/tasks/1'],
    ['activities_read', 'GET', '/activities'],
    ['activities_read', 'GET', '/activities/1'],
    ['activity_types_read', 'GET', '/activity_types'],
  ] as const;

  it.each(endpoints)('without %s, %s %s answers like a wrong key', async (right, method, path) => {
    const { crm, raw } = await openSandbox();
    const init = { method, headers: { 'X-API-KEY': 'demo' } };
    expect((await raw(`/v1${path}`, init)).status).not.toBe(401);
    crm.keys.get('demo')![right] = false;
    expect(await raw(`/v1${path}`, init)).toMatchObject({ status: 401, body: DENIED });
  });

  it('of one endpoint leave the others alone', async () => {
    const { crm, get } = await openSandbox();
    crm.keys.get('demo')!.calls_write = false;
    expect((await get('/contacts')).status).toBe(200);
  });
});

describe('addresses', () => {
  it('inside /v1 that do not exist answer 404 in JSON, also for a wrong method', async () => {
    const { raw } = await openSandbox();
    for (const path of ['/v1', '/v1/', '/v1/calls', '/v1/contacts/1/2', '/v1/sandbox/faults']) {
      const answer = await raw(path);
      expect(answer.status).toBe(404);
      expect(answer.body['errors']).toHaveLength(1);
    }
    expect((await raw('/v1/contacts', { method: 'DELETE' })).status).toBe(404);
    expect((await raw('/v1/calls/phone', { method: 'POST' })).status).toBe(404);
  });

  it('outside /v1 lead to the login page', async () => {
    const { raw } = await openSandbox();
    for (const path of ['/', '/v2/clients', '/v1x', '/contacts', '/sandboxes']) {
      const answer = await raw(path);
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe('/app');
      expect(answer.headers.get('content-type')).toContain('text/html');
    }
    expect((await raw('/app')).body).toContain('Anmelden');
  });

  it.each(['/v1/../etc/passwd', '/v1/%2e%2E/x', '/v1/contacts/..'])(
    'that climb out of their folder (%s) lead to the login page',
    async (path) => {
      const { port } = await openSandbox();
      const status = await new Promise((resolve) => {
        request({ port, path, host: '127.0.0.1' }, (answer) => {
          resolve(answer.statusCode);
          answer.resume();
        }).end();
      });
      expect(status).toBe(302);
    },
  );
});

describe('every answer', () => {
  it('carries the date of the given clock', async () => {
    const { get, raw, faults } = await openSandbox();
    const date = new Date(NOW).toUTCString();
    faults.add({ on: '/v1/brokers', kind: 'status', status: 503 });
    const answers = [await get('/contacts'), await get('/nothing'), await get('/brokers')];
    answers.push(await raw('/'), await raw('/sandbox/faults'), await raw('/v1/contacts'));
    for (const { headers } of answers) expect(headers.get('date')).toBe(date);
  });

  it('carries the real date without a clock', async () => {
    const before = Date.now() - 1000;
    const { get } = await openSandbox({ now: Date.now });
    const date = Date.parse((await get('/contacts')).headers.get('date') ?? '');
    expect(date).toBeGreaterThanOrEqual(before);
    expect(date).toBeLessThanOrEqual(Date.now());
  });
});

describe('stop', () => {
  it('closes the port, and may be called twice', async () => {
    const sandbox = await openSandbox();
    await sandbox.stop();
    await sandbox.stop();
    await expect(sandbox.get('/contacts')).rejects.toThrow('fetch failed');
  });

  it('is known by its address, base included', async () => {
    const { url, port } = await openSandbox({ host: '0.0.0.0' });
    expect(url).toBe(`http://127.0.0.1:${port}/v1`);
  });
});
