import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { createRandom, type Random } from '../../src/sandbox/random.ts';
import type { Child } from './child.ts';
import { readEntries, readEvents, readInFlight } from './database.ts';
import { createGate, type Gate } from './gate.ts';
import { type Office, openOffice } from './office.ts';
import { findContacts, findStranger, type Person } from './people.ts';
import { launchServer, listening } from './server.ts';
import { type Storm, startStorm } from './storm.ts';
import { compareWithTruth, type Verdict } from './truth.ts';
import { until } from './until.ts';

const SEED = 20_260_112;
const ROUNDS = 60;
const PHONES = 16;
const CONTACTS = 3000;
const TAKEN_UP_WITHIN_MS = 5000;

const SEND = 'POST /v1/calls/3cx';
const LOOK = 'GET /v1/activities';

/** In turn: a good day, a slow one, and one on which nobody can tell what was written. */
const DAYS: readonly (readonly Fault[])[] = [
  [],
  [
    { on: SEND, kind: 'slow', ms: 150 },
    { on: '/v1/contacts', kind: 'slow', ms: 400, probability: 0.3 },
  ],
  [
    { on: SEND, kind: 'reset', applied: true, probability: 0.25 },
    { on: SEND, kind: 'status', status: 503, probability: 0.15 },
    { on: SEND, kind: 'hang', applied: true, probability: 0.1 },
    { on: SEND, kind: 'hang', probability: 0.1 },
    { on: SEND, kind: 'status', status: 500, applied: true, probability: 0.1 },
    { on: SEND, kind: 'truncated', probability: 0.15 },
    { on: SEND, kind: 'slow', ms: 100 },
    { on: LOOK, kind: 'status', status: 503, probability: 0.2 },
    { on: LOOK, kind: 'reset', probability: 0.1 },
  ],
];

/** Every tenth caller is nobody the CRM knows. */
function* createPeople(): Generator<Person> {
  for (const [index, contact] of findContacts(CONTACTS).entries()) {
    yield contact;
    if (index % 9 === 8) yield findStranger((index - 8) / 9);
  }
}

/** One life of the server, from its start to its violent end. */
async function liveAndDie(office: Office, gate: Gate, random: Random): Promise<number> {
  const inFlight = readInFlight(office.dataDir);
  const startedAt = Date.now();
  const server = launchServer(office.settings);
  if (random.integer(10) === 0) {
    await delay(random.integer(500));
  } else {
    await listening(server);
    gate.open();
    await areTakenUp(office, inFlight, startedAt);
    await delay(random.integer(1200));
  }
  gate.close();
  server.signal('SIGKILL');
  await server.ends();
  return inFlight.length;
}

/** Whatever was being sent at the death is looked for, sent or done soon after the next start. */
async function areTakenUp(
  { api }: Office,
  inFlight: readonly { readonly call_id: string; readonly attempts: number }[],
  startedAt: number,
): Promise<void> {
  for (const { call_id, attempts } of inFlight) {
    const withinMs = startedAt + TAKEN_UP_WITHIN_MS - Date.now();
    await until(`entry ${call_id} taken up after a kill`, withinMs, async () => {
      const { journal, deliveries } = await api.findCall(call_id);
      const isDone = journal?.state !== 'pending' || journal.attempts > attempts;
      return isDone || deliveries.some(({ at }) => Date.parse(at) >= startedAt);
    });
  }
}

async function judge(office: Office, storm: Storm, server: Child): Promise<Verdict> {
  const { api, crm, dataDir } = office;
  const placed = await storm.end();
  await crm.setFaults([]);
  await office.outboxIsEmpty(60_000);
  const calls = await api.listCalls();
  const received = await crm.listCalls();
  const activities = await crm.listActivities();
  server.signal('SIGTERM');
  await server.ends();
  const [entries, events] = [readEntries(dataDir), readEvents(dataDir)];
  return compareWithTruth(placed, { calls, entries, events, received, activities });
}

describe('kill -9', () => {
  it('loses no acknowledged event and doubles no entry', { timeout: 240_000 }, async () => {
    const office = await openOffice({
      contacts: CONTACTS,
      settings: { PROPSTACK_TIMEOUT_MS: '500' },
    });
    const random = createRandom(SEED);
    const gate = createGate();
    const phones = Array.from({ length: PHONES }, (_, index) => office.addPhone(100 + index));
    const storm = startStorm({ phones, people: createPeople(), gate, seed: SEED });
    let inFlight = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await office.crm.setFaults(DAYS[round % DAYS.length] ?? []);
      inFlight += await liveAndDie(office, gate, random);
    }
    const server = await office.start();
    gate.open();
    const verdict = await judge(office, storm, server);
    process.stdout.write(`${summarize(verdict, inFlight)}\n`);
    expect(verdict).toMatchObject({ lostEvents: [], lost: [], wrong: [], doubled: [] });
    expect(verdict.calls - verdict.notTold).toBeGreaterThan(ROUNDS);
    expect(inFlight).toBeGreaterThan(ROUNDS / 10);
  });
});

function summarize(verdict: Verdict, inFlight: number): string {
  const { lostEvents, lost, wrong, doubled } = verdict;
  return [
    `kill -9: ${ROUNDS} rounds (seed ${SEED})`,
    `${verdict.acknowledged} events acknowledged`,
    `${verdict.calls} calls (${verdict.notTold} not told)`,
    `${inFlight} in flight at a death`,
    `${verdict.delivered} delivered`,
    `${lostEvents.length} events and ${lost.length} calls lost`,
    `${wrong.length} wrong`,
    `${doubled.length} doubled`,
    `${verdict.unclear} unclear, ${verdict.unclearDoubled} of them doubled`,
  ].join(', ');
}
