import { describe, expect, it, vi } from 'vitest';
import { createBrokers } from '../../src/propstack/brokers.ts';
import { openClient, openHttpServer, type Reply } from './servers.ts';

const MINUTE_MS = 60_000;

async function open(answer: () => Reply | Promise<Reply>, timeoutMs = 5_000) {
  const crm = await openHttpServer(answer);
  const clock = { ms: 0 };
  const warnings: string[] = [];
  const warn = (fields: object) => warnings.push(JSON.stringify(fields));
  const silent = () => {};
  const brokers = createBrokers(openClient(crm.url, { timeoutMs }), {
    now: () => clock.ms,
    log: { debug: silent, info: silent, error: silent, warn },
  });
  return { ...crm, brokers, clock, warnings };
}

describe('createBrokers', () => {
  it('reads the users and their numbers in the telephone system', async () => {
    const { brokers, requests } = await open(() => ({
      body: [
        { id: 501, name: 'Katrin Sommer', phone_system_number: '21' },
        { id: 502, first_name: 'Jörg', last_name: 'Weiß', phone_system_number: 22 },
        {
          id: 503,
          name: 'Sophie',
          phone_system_number: '23',
          phone_system_numbers: ['23', '+49 30 123-23', null],
        },
        { id: 504, name: '', phone_system_number: null, phone_system_numbers: '24; 030 12324' },
        { name: 'without id' },
        null,
      ],
    }));
    expect(await brokers.list()).toEqual([
      { id: 501, name: 'Katrin Sommer', systemNumbers: ['21'] },
      { id: 502, name: 'Jörg Weiß', systemNumbers: ['22'] },
      { id: 503, name: 'Sophie', systemNumbers: ['23', '+49 30 123-23'] },
      { id: 504, name: 'Ohne Namen', systemNumbers: ['24', '030 12324'] },
    ]);
    expect(requests).toMatchObject([{ method: 'GET', path: '/v1/brokers' }]);
  });

  it('asks once for all who wait for the first answer', async () => {
    const { brokers, requests } = await open(() => ({ body: { data: [{ id: 1, name: 'A' }] } }));
    const lists = await Promise.all([brokers.list(), brokers.list()]);
    expect(lists.map((list) => list.length)).toEqual([1, 1]);
    expect(requests).toHaveLength(1);
  });

  it('gives the old list at once while it reads a new one', async () => {
    let name = 'old';
    const { brokers, requests, clock } = await open(() => ({ body: [{ id: 1, name }] }));
    await brokers.list();
    clock.ms += 15 * MINUTE_MS - 1;
    await brokers.list();
    expect(requests).toHaveLength(1);
    clock.ms += 1;
    name = 'new';
    expect(await brokers.list()).toMatchObject([{ name: 'old' }]);
    await vi.waitFor(async () => expect(await brokers.list()).toMatchObject([{ name: 'new' }]));
    expect(requests).toHaveLength(2);
  });

  it('gives an empty list for a refused key, logs it, and asks again after a minute', async () => {
    const { brokers, requests, clock, warnings } = await open(() =>
      requests.length === 1 ? { status: 401 } : { body: [{ id: 1, name: 'A' }] },
    );
    expect(await brokers.list()).toEqual([]);
    clock.ms += MINUTE_MS - 1;
    expect(await brokers.list()).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('right missing for brokers')]);
    clock.ms += 1;
    expect(await brokers.list()).toHaveLength(1);
  });

  it('keeps the old list when reading a new one fails, and tries once a minute', async () => {
    let reply: Reply = { body: [{ id: 1, name: 'A' }] };
    const { brokers, requests, clock, warnings } = await open(() => reply);
    await brokers.list();
    reply = { body: '<html></html>' };
    clock.ms += 15 * MINUTE_MS;
    await brokers.list();
    await vi.waitFor(() => expect(warnings).toHaveLength(1));
    expect(await brokers.list()).toHaveLength(1);
    expect(requests).toHaveLength(2);
  });

  it('waits for the first answer no longer than the deadline', async () => {
    const { brokers, warnings } = await open(() => new Promise<never>(() => {}), 50);
    expect(await brokers.list()).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});
