import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftEntry, type JournalPolicy } from '../src/domain/journal.ts';
import type { PhoneEvent, PhoneEventType } from '../src/domain/phone-event.ts';
import { parseRemoteParty } from '../src/domain/remote-party.ts';
import { newId } from '../src/new-id.ts';
import { openStore, type Store } from '../src/store/sqlite/store.ts';
import { median } from './statistics.ts';

/*
 * How many events per second the rules and the store take, by the number of open legs in the
 * office: the rate should not depend on it. The sizes alternate, so that a busy moment of the
 * computer hits all of them.
 */

const OPEN_LEGS = [100, 1_000, 10_000];
const ROUNDS = 15;
const CALLS_PER_ROUND = 200;
/** Events that arrive while a commit is under way share the next one. */
const BATCH = 64;
/** The office's time that passes with each event: some five calls every two seconds. */
const EVENT_MS = 100;
/** The new calls come to as many phones in each office. */
const BUSY_PHONES = 100;
const RING_GROUP_MS = 4000;
const WEEK_MS = 604_800_000;

const POLICY: JournalPolicy = {
  via: '3cx',
  unknown: 'send',
  internal: false,
  settleMs: RING_GROUP_MS,
  giveUpMs: WEEK_MS,
};
const PLAN = { country: 'DE', extensionDigits: 5 } as const;

/** One office with its open legs. */
type Office = {
  readonly openLegs: number;
  readonly store: Store;
  readonly rates: number[];
  calls: number;
  now: number;
};

const folder = mkdtempSync(join(tmpdir(), 'propstack-snom-bench-engine-'));
try {
  const offices = OPEN_LEGS.map(openOffice);
  for (const office of offices) await openLegs(office);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const office of offices) {
      const rate = await measure(office);
      // The first round warms up.
      if (round > 0) office.rates.push(rate);
    }
  }
  report(offices);
  for (const { store } of offices) store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function openOffice(openLegs: number): Office {
  const store = openStore(join(folder, `${openLegs}.db`), {
    draftEntry: (call) => draftEntry(call, POLICY),
    rules: { ringGroupMs: RING_GROUP_MS },
    newId,
    giveUpMs: WEEK_MS,
  });
  return { openLegs, store, rates: [], calls: 0, now: 1_800_000_000_000 };
}

/** Conversations that go on for the whole measurement, one for each phone. */
async function openLegs(office: Office): Promise<void> {
  const events = Array.from({ length: office.openLegs }, (_, phone) => {
    const call = office.calls++;
    return [event(office, 'incoming', phone, call), event(office, 'connected', phone, call)];
  });
  await record(office, events.flat());
}

async function measure(office: Office): Promise<number> {
  const events = Array.from({ length: CALLS_PER_ROUND / 2 }, () => makeCalls(office)).flat();
  const startedAt = performance.now();
  await record(office, events);
  return events.length / ((performance.now() - startedAt) / 1000);
}

/** An answered call, and one that rings on three phones until one answers. */
function makeCalls(office: Office): readonly PhoneEvent[] {
  const phone = (office.calls * 7) % BUSY_PHONES;
  const [one, group] = [office.calls++, office.calls++];
  const others = [1, 2, 3].map((step) => (phone + step) % BUSY_PHONES);
  const tell = (type: PhoneEventType, at: number, call: number) => event(office, type, at, call);
  return [
    tell('incoming', phone, one),
    tell('connected', phone, one),
    tell('disconnected', phone, one),
    ...others.map((other) => tell('incoming', other, group)),
    tell('connected', others[0] ?? 0, group),
    ...others.map((other) => tell('disconnected', other, group)),
  ];
}

function event(office: Office, type: PhoneEventType, phone: number, call: number): PhoneEvent {
  office.now += EVENT_MS;
  const number = `+4930${10_000_000 + call}`;
  return {
    type,
    at: office.now,
    phone: `000413${phone.toString(16).toUpperCase().padStart(6, '0')}`,
    callId: `call-${call}-${phone}`,
    local: String(20_000 + phone),
    remote: parseRemoteParty(number, 'in', PLAN),
    remoteRaw: number,
  };
}

async function record({ store }: Office, events: readonly PhoneEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += BATCH) {
    await Promise.all(events.slice(at, at + BATCH).map((it) => store.calls.record(it)));
  }
}

function report(offices: readonly Office[]): void {
  const rates = offices.map((office) => median(office.rates));
  offices.forEach(({ openLegs }, index) => {
    const rate = Math.round(rates[index] ?? 0);
    console.log(`${String(openLegs).padStart(6)} open legs  ${rate} events/s`);
  });
  const spread = (1 - Math.min(...rates) / Math.max(...rates)) * 100;
  console.log(`Spread of the medians of ${ROUNDS} rounds: ${spread.toFixed(1)} %`);
}
