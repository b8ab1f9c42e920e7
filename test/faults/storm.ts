import { setTimeout as delay } from 'node:timers/promises';
import type { PhoneEventType } from '../../src/domain/phone-event.ts';
import { createRandom, type Random } from '../../src/sandbox/random.ts';
import type { Gate } from './gate.ts';
import type { Person } from './people.ts';
import type { Phone, Report } from './phone.ts';

/** What people do with a telephone. */
export type CallKind = 'answered' | 'missed' | 'reached' | 'unreached';

/** A call as its phone has lived it: the truth. */
export type PlacedCall = {
  readonly person: Person;
  readonly kind: CallKind;
  readonly reports: readonly Report[];
};

/** Phones that call without a pause. */
export type Storm = {
  /** Lets the calls under way end; resolves with all there were. */
  end(): Promise<readonly PlacedCall[]>;
};

const EVENTS: Readonly<Record<CallKind, readonly PhoneEventType[]>> = {
  answered: ['incoming', 'connected', 'disconnected'],
  missed: ['incoming', 'disconnected', 'missed'],
  reached: ['outgoing', 'connected', 'disconnected'],
  unreached: ['outgoing', 'disconnected'],
};
const KINDS: readonly CallKind[] = ['answered', 'answered', 'missed', 'reached', 'unreached'];
/** Most calls are short; a few last several lives of the server. */
const PAUSES_MS = [50, 100, 300, 700, 3000];

/** Starts the phones; each person is called once, and everybody waits while the gate is closed. */
export function startStorm(options: {
  readonly phones: readonly Phone[];
  readonly people: Iterator<Person>;
  readonly gate: Gate;
  readonly seed: number;
}): Storm {
  const { people, gate } = options;
  const placed: PlacedCall[] = [];
  let isEnding = false;

  async function work(phone: Phone, random: Random): Promise<void> {
    while (!isEnding) {
      const next = people.next();
      if (next.done) throw new Error('There are not enough people to call');
      placed.push(await placeCall(phone, next.value, random));
    }
  }

  async function placeCall(phone: Phone, person: Person, random: Random): Promise<PlacedCall> {
    const kind = random.pick(KINDS);
    const call = phone.call(person.number);
    const reports: Report[] = [];
    for (const event of EVENTS[kind]) {
      await delay(random.fraction() * random.pick(PAUSES_MS));
      await gate.pass();
      reports.push(await call.report(event));
    }
    return { person, kind, reports };
  }

  const working = Promise.all(
    options.phones.map((phone, index) => work(phone, createRandom(options.seed + index))),
  );
  return {
    async end() {
      isEnding = true;
      await working;
      return placed;
    },
  };
}
