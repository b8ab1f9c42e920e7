import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { Child } from './child.ts';
import { missCall, takeCall } from './conversation.ts';
import { DATABASE } from './database.ts';
import { makeFolder, type Office, openOffice } from './office.ts';
import { findContacts, type Person } from './people.ts';
import { isAcknowledged, type Phone, type Report } from './phone.ts';
import { findMountObstacle, mountSmallDisk } from './small-disk.ts';
import { until } from './until.ts';

const SLOW_SEND: Fault = { on: 'POST /v1/calls/3cx', kind: 'slow', ms: 1500 };
/** Names that look the same in XML. */
const PEOPLE = findContacts(300).filter(({ name = '' }) => /^[A-Za-z ]+$/.test(name));
const FIRST = PEOPLE[0]!;
const SECOND = PEOPLE[1]!;
const THIRD = PEOPLE[2]!;

/** A folder for the database, and something that keeps the server from writing there. */
type Trouble = { readonly dataDir: string; begin(): void; end(): void };

function createLock(statement: string): Trouble {
  const dataDir = join(makeFolder(), 'data');
  let other: DatabaseSync | undefined;
  return {
    dataDir,
    begin() {
      other = new DatabaseSync(join(dataDir, DATABASE));
      other.exec(statement);
    },
    end: () => other?.close(),
  };
}

function createFullDisk(): Trouble {
  const disk = mountSmallDisk();
  return { dataDir: join(disk.folder, 'data'), begin: disk.fill, end: disk.free };
}

const TROUBLES = [
  { name: 'locked by BEGIN IMMEDIATE', create: () => createLock('BEGIN IMMEDIATE') },
  { name: 'locked by BEGIN EXCLUSIVE', create: () => createLock('BEGIN EXCLUSIVE') },
  { name: 'on a full disk', create: createFullDisk, obstacle: findMountObstacle() },
];

function openTroubledOffice({ dataDir }: Trouble): Promise<Office> {
  return openOffice({ dataDir, settings: { LOOKUP_BUDGET_MS: '5000' } });
}

/** Rings until that is refused, since a full disk may have room for a little more. */
async function ringUntilRefused(
  phone: Phone,
  { number }: Person,
): Promise<{ readonly refused: Report; readonly acknowledged: number }> {
  let acknowledged = 0;
  const refused = await until('an event refused', 10_000, async () => {
    const report = await phone.call(number).report('incoming');
    if (!isAcknowledged(report)) return report;
    acknowledged += 1;
    return undefined;
  });
  return { refused, acknowledged };
}

/** Lets the trouble begin while the CRM has a call already and has not answered yet. */
async function beginInFlight(office: Office, trouble: Trouble): Promise<Child> {
  const server = await office.start();
  await office.crm.setFaults([SLOW_SEND]);
  await takeCall(office.addPhone(21), FIRST.number);
  await until('a delivery under way', 10_000, async () => (await office.crm.countSends()) === 1);
  trouble.begin();
  await server.prints(/(outcome of a delivery not stored yet)/);
  return server;
}

async function expectDeliveredOnce({ api, crm }: Office): Promise<void> {
  expect(await crm.countSends()).toBe(1);
  expect(await crm.listCalls()).toHaveLength(1);
  expect(await api.listEntries()).toMatchObject([{ state: 'delivered', unclear: false }]);
}

describe.each(TROUBLES)('a database $name', ({ name, create, obstacle }) => {
  if (obstacle) process.stdout.write(`Skipped, a database ${name}: ${obstacle}\n`);

  it.skipIf(obstacle)('refuses events, shows the card, and recovers by itself', async () => {
    const trouble = create();
    const office = await openTroubledOffice(trouble);
    const server = await office.start();
    const phone = office.addPhone(21);
    await takeCall(phone, FIRST.number);
    await office.outboxIsEmpty();

    trouble.begin();
    const { refused, acknowledged } = await ringUntilRefused(phone, SECOND);
    expect(refused.status).toBe(503);
    expect(refused.body).toContain('<SnomIPPhoneText');
    expect(refused.body).toContain(SECOND.name);
    const hangUp = await phone.call(FIRST.number).report('disconnected');
    expect(hangUp).toMatchObject({ status: 503, body: '' });
    expect(await office.api.probe('/healthz')).toBe(503);
    expect(await office.api.probe('/readyz')).toBe(503);

    trouble.end();
    expect(await office.api.probe('/healthz')).toBe(200);
    await missCall(phone, THIRD.number);
    await office.outboxIsEmpty();
    expect(server.isRunning()).toBe(true);
    const calls = await office.api.listCalls();
    const outcomes = calls.map(({ remote, outcome }) => `${remote} ${outcome}`);
    expect(outcomes.toSorted()).toEqual(
      [
        `${FIRST.number} answered`,
        ...Array.from({ length: acknowledged }, () => `${SECOND.number} ringing`),
        `${THIRD.number} missed`,
      ].toSorted(),
    );
    expect(await office.crm.listCalls()).toHaveLength(2);
  });

  it.skipIf(obstacle)('keeps in mind what became of a delivery until it is stored', async () => {
    const trouble = create();
    const office = await openTroubledOffice(trouble);
    await beginInFlight(office, trouble);
    trouble.end();
    await office.outboxIsEmpty();
    await expectDeliveredOnce(office);
  });

  it.skipIf(obstacle).each([
    { signal: 'SIGTERM', end: { code: 0 } },
    { signal: 'SIGKILL', end: { signal: 'SIGKILL' } },
  ] as const)('doubles nothing when $signal ends the server meanwhile', async ({ signal, end }) => {
    const trouble = create();
    const office = await openTroubledOffice(trouble);
    const server = await beginInFlight(office, trouble);
    server.signal(signal);
    expect(await server.ends(10_000)).toMatchObject(end);
    trouble.end();

    await office.crm.setFaults([]);
    await office.start();
    await office.outboxIsEmpty();
    await expectDeliveredOnce(office);
  });
});
