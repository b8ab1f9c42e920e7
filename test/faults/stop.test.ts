import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { type Child, startChild } from './child.ts';
import { takeCall } from './conversation.ts';
import { readEntries, readInFlight } from './database.ts';
import { type Office, openOffice } from './office.ts';
import { findContacts } from './people.ts';
import { createPhone, isAcknowledged } from './phone.ts';
import { listening } from './server.ts';
import { until } from './until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SEND = 'POST /v1/calls/3cx';
const STOP_WITHIN_MS = 10_000;
/** With nothing to wait for. */
const IDLE_STOP_WITHIN_MS = 2000;
const CALLER = findContacts(300)[0]!;
const OTHER = findContacts(300)[1]!;

/** Slower than any stop that is cut short, and than the second in which signals count as one. */
const SLOW_SEND: Fault = { on: SEND, kind: 'slow', ms: 2500 };

/** A server that is delivering just now. */
async function startDelivering(
  start: (office: Office) => Promise<Child>,
  fault: Fault,
): Promise<{ readonly office: Office; readonly server: Child }> {
  const office = await openOffice({ settings: { LOOKUP_BUDGET_MS: '5000' } });
  const server = await start(office);
  await office.crm.setFaults([fault]);
  await takeCall(office.addPhone(21), CALLER.number);
  await until('a delivery under way', 10_000, async () => (await office.crm.countSends()) === 1);
  return { office, server };
}

const startPlainly = (office: Office) => office.start();

function startWithNpm({ settings }: Office): Promise<Child> {
  const env = { ...settings, npm_config_update_notifier: 'false' };
  return listening(startChild({ file: 'npm', args: ['start'], env, cwd: ROOT, ownGroup: true }));
}

/** The delivery that was under way has ended well, and is remembered. */
async function expectDelivered({ crm, dataDir }: Office): Promise<void> {
  expect(readInFlight(dataDir)).toEqual([]);
  expect(readEntries(dataDir)).toMatchObject([{ state: 'delivered', is_unclear: 0 }]);
  expect(await crm.listCalls()).toHaveLength(1);
}

describe('SIGTERM', () => {
  it('lets requests and a delivery under way end, and takes no new ones', async () => {
    const { office, server } = await startDelivering(startPlainly, SLOW_SEND);
    await office.crm.setFaults([{ on: '/v1/contacts', kind: 'slow', ms: 1500 }]);
    const ringing = office.addPhone(22).call(OTHER.number).report('incoming');
    await until('a look-up under way', 5000, async () =>
      (await office.crm.listRequests()).some(({ at, path }) => {
        return path === '/v1/contacts' && at > Date.now() - 1000;
      }),
    );

    server.signal('SIGTERM');
    await until('new connections refused', 1000, () =>
      fetch(`http://127.0.0.1:${office.port}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    expect(server.isRunning()).toBe(true);
    const answer = await ringing;
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<SnomIPPhoneText');
    expect(await server.ends(STOP_WITHIN_MS)).toMatchObject({ code: 0 });
    await expectDelivered(office);

    await office.start();
    expect(await office.api.listCalls()).toMatchObject([
      { remote: OTHER.number, outcome: 'ringing' },
      { remote: CALLER.number, outcome: 'answered' },
    ]);
  });

  it('waits for no silent CRM; what it may have written is looked for afterwards', async () => {
    const silent: Fault = { on: SEND, kind: 'hang', applied: true };
    const { office, server } = await startDelivering(startPlainly, silent);
    server.signal('SIGTERM');
    expect(await server.ends(STOP_WITHIN_MS)).toMatchObject({ code: 0 });
    expect(readEntries(office.dataDir)).toMatchObject([{ state: 'pending' }]);

    await office.crm.setFaults([]);
    await office.start();
    await office.outboxIsEmpty();
    expect(await office.crm.countSends()).toBe(1);
    expect(await office.api.listEntries()).toMatchObject([{ state: 'delivered', unclear: false }]);
  });

  it('ends soon though phones go on reporting on the connections they have', async () => {
    const office = await openOffice();
    const server = await office.start();
    const phones = Array.from({ length: 4 }, (_, index) => createPhone(office.port, 30 + index));
    let acknowledged = 0;
    let callers = 0;
    const reporting = phones.map(async (phone) => {
      for (;;) {
        // Each from another number: one caller's reports would be one call.
        callers += 1;
        const report = await phone.call(`03099${100_000 + callers}`).report('incoming');
        if (!isAcknowledged(report)) return;
        acknowledged += 1;
      }
    });
    await until('events', 5000, () => acknowledged > 50);
    server.signal('SIGTERM');
    const end = await server.ends(STOP_WITHIN_MS);
    await Promise.all(reporting);
    expect(end.code).toBe(0);
    expect(end.afterMs).toBeLessThan(IDLE_STOP_WITHIN_MS);

    await office.start();
    expect((await office.api.listCalls()).length).toBe(acknowledged);
  });

  it('ends an idle server at once', async () => {
    const office = await openOffice();
    const server = await office.start();
    await takeCall(office.addPhone(21), CALLER.number);
    await office.outboxIsEmpty();
    server.signal('SIGTERM');
    const end = await server.ends(STOP_WITHIN_MS);
    expect(end.code).toBe(0);
    expect(end.afterMs).toBeLessThan(IDLE_STOP_WITHIN_MS);
  });
});

describe('a second signal', () => {
  it('is the same one when it comes within a second', async () => {
    const { office, server } = await startDelivering(startPlainly, SLOW_SEND);
    server.signal('SIGTERM');
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) {
      await delay(250);
      server.signal(signal);
    }
    expect(await server.ends(STOP_WITHIN_MS)).toMatchObject({ code: 0 });
    await expectDelivered(office);
  });

  it('ends the server at once when it comes later', async () => {
    const { office, server } = await startDelivering(startPlainly, { on: SEND, kind: 'hang' });
    server.signal('SIGTERM');
    await delay(1200);
    expect(server.isRunning()).toBe(true);
    server.signal('SIGTERM');
    expect((await server.ends(1000)).afterMs).toBeLessThan(500);

    await office.crm.setFaults([]);
    await office.start();
    await office.outboxIsEmpty();
    expect(await office.crm.listCalls()).toHaveLength(1);
  });
});

describe('npm start', () => {
  // What npm itself ends with depends on the shell in which it runs the server.
  it.each([
    { signal: 'SIGTERM', to: 'process', whom: 'npm' },
    { signal: 'SIGTERM', to: 'group', whom: 'all of its processes' },
    { signal: 'SIGINT', to: 'group', whom: 'all of its processes, as a terminal does' },
  ] as const)('ends in order on $signal to $whom', async ({ signal, to }) => {
    const { office, server } = await startDelivering(startWithNpm, SLOW_SEND);
    server.signal(signal, to);
    await server.ends(STOP_WITHIN_MS);
    await expectDelivered(office);
  });
});
