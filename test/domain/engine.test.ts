import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Call,
  durationSecondsOf,
  isEndUnknown,
  isOver,
  outcomeOf,
} from '../../src/domain/call.ts';
import { closeOverdue } from '../../src/domain/engine/close-overdue.ts';
import { PHONE_EVENT_TYPES, type PhoneEvent } from '../../src/domain/phone-event.ts';
import { openOffice } from './play.ts';

const CALLER = {
  kind: 'external',
  number: { e164: '+491701234567', digits: '01701234567' },
} as const;
const OTHER = {
  kind: 'external',
  number: { e164: '+493023125100', digits: '03023125100' },
} as const;
const LIMITS = { ringTimeoutMs: 300_000, callTimeoutMs: 28_800_000 };

type Told = Partial<PhoneEvent> & Pick<PhoneEvent, 'type' | 'at'>;

/** Plays events one after the other and gives back all calls. */
function play(...told: Told[]): readonly Call[] {
  const office = openOffice();
  for (const event of told) {
    office.tell({ phone: 'A', callId: 'c1', remote: CALLER, ...event });
  }
  return office.calls();
}

function summary(call: Call | undefined) {
  return call && [call.direction, outcomeOf(call), durationSecondsOf(call)];
}

const [incoming, outgoing, connected, disconnected, missed, hold, unhold, setup] = (
  [
    'incoming',
    'outgoing',
    'connected',
    'disconnected',
    'missed',
    'hold',
    'unhold',
    'setup',
  ] as const
).map(
  (type) =>
    (at: number, more: Partial<PhoneEvent> = {}): Told => ({ type, at: at * 1000, ...more }),
) as [Teller, Teller, Teller, Teller, Teller, Teller, Teller, Teller];
type Teller = (at: number, more?: Partial<PhoneEvent>) => Told;

const withoutId = (told: Told): Told => {
  const { callId: _, ...rest } = { ...told, callId: undefined };
  return { ...rest, callId: undefined as never };
};

describe('one leg', () => {
  const cases: readonly (readonly [string, readonly Told[], readonly unknown[]])[] = [
    ['rings', [incoming(0)], [['in', 'ringing', 0]]],
    ['talks', [incoming(0), connected(5)], [['in', 'connected', 0]]],
    ['is answered', [incoming(0), connected(5), disconnected(65)], [['in', 'answered', 60]]],
    ['rounds talk time', [incoming(0), connected(5), disconnected(10.6)], [['in', 'answered', 6]]],
    ['is missed once', [incoming(0), disconnected(20), missed(20.1)], [['in', 'missed', 0]]],
    [
      'is missed when `missed` is first',
      [incoming(0), missed(20), disconnected(20.1)],
      [['in', 'missed', 0]],
    ],
    ['is missed when only `missed` is told', [missed(20)], [['in', 'missed', 0]]],
    [
      'is rejected with two hang-ups',
      [incoming(0), disconnected(4), disconnected(6)],
      [['in', 'missed', 0]],
    ],
    ['rings on after a lost rejection', [incoming(0)], [['in', 'ringing', 0]]],
    [
      'is dialled and answered',
      [outgoing(0), connected(9), disconnected(19)],
      [['out', 'answered', 10]],
    ],
    ['is dialled in vain', [outgoing(0), disconnected(30)], [['out', 'unanswered', 0]]],
    [
      'counts hold as talk',
      [incoming(0), connected(5), hold(10), unhold(40), disconnected(65)],
      [['in', 'answered', 60]],
    ],
    ['goes on while held', [incoming(0), connected(5), hold(10)], [['in', 'connected', 0]]],
    [
      'begins once though told twice',
      [incoming(0), incoming(0.2), connected(5), connected(6), disconnected(65)],
      [['in', 'answered', 60]],
    ],
    ['ignores a hang-up nobody knows', [disconnected(5)], []],
    ['ignores hold nobody knows', [hold(5), unhold(6)], []],
    [
      'is a call although its ringing was lost',
      [connected(5), disconnected(65)],
      [['in', 'answered', 60]],
    ],
    [
      'learns its direction late',
      [connected(5), outgoing(5.5), disconnected(65)],
      [['out', 'answered', 60]],
    ],
    [
      'is not opened again by a late start',
      [connected(5), disconnected(65), incoming(66)],
      [['in', 'answered', 60]],
    ],
    [
      'answered elsewhere is nobody’s miss',
      [incoming(0), disconnected(5, { reason: 'SIP;cause=200;text="Call completed elsewhere"' })],
      [['in', 'elsewhere', 0]],
    ],
    [
      'answered elsewhere stays so after `missed`',
      [incoming(0), disconnected(5, { reason: 'SIP;cause=200' }), missed(5.1)],
      [['in', 'elsewhere', 0]],
    ],
    [
      'hung up by the caller is missed',
      [incoming(0), disconnected(5, { reason: 'SIP;cause=487' })],
      [['in', 'missed', 0]],
    ],
    [
      'ends when the phone reboots',
      [incoming(0), connected(5), setup(65, { callId: 'x' })],
      [['in', 'answered', 60]],
    ],
  ];

  it.each(cases)('%s', (_name, events, expected) => {
    expect(play(...events).map(summary)).toEqual(expected);
  });

  it('says that its end is unknown after a reboot, and not after a hang-up', () => {
    const [rebooted] = play(incoming(0), connected(5), setup(65));
    const [hungUp] = play(incoming(0), connected(5), disconnected(65));
    expect(rebooted && isEndUnknown(rebooted)).toBe(true);
    expect(hungUp && isEndUnknown(hungUp)).toBe(false);
  });

  it('keeps hold time apart', () => {
    const [call] = play(
      incoming(0),
      connected(5),
      hold(10),
      hold(12),
      unhold(40),
      hold(50),
      disconnected(65),
    );
    expect(call?.legs[0].heldMs).toBe(45_000);
  });
});

describe('a phone that sends no Call-ID', () => {
  it('still gives one answered call', () => {
    const calls = play(...[incoming(0), connected(5), disconnected(65), missed(66)].map(withoutId));
    expect(calls.map(summary)).toEqual([['in', 'answered', 60]]);
  });

  it('ends its only call although the hang-up names nobody', () => {
    const calls = play(
      withoutId(incoming(0)),
      withoutId(connected(5)),
      withoutId(disconnected(65, { remote: { kind: 'withheld' } })),
    );
    expect(calls.map(summary)).toEqual([['in', 'answered', 60]]);
  });

  it('keeps two callers apart', () => {
    const calls = play(
      withoutId(incoming(0)),
      withoutId(incoming(1, { remote: OTHER })),
      withoutId(connected(2, { remote: OTHER })),
      withoutId(disconnected(3)),
      withoutId(disconnected(12, { remote: OTHER })),
    );
    expect(calls.map(summary)).toEqual([
      ['in', 'missed', 0],
      ['in', 'answered', 10],
    ]);
  });

  it('does not take a second call of the same caller for an echo of the first', () => {
    const calls = play(
      ...[incoming(0), disconnected(5), incoming(10), connected(12), disconnected(20)].map(
        withoutId,
      ),
    );
    expect(calls.map(summary)).toEqual([
      ['in', 'missed', 0],
      ['in', 'answered', 8],
    ]);
  });
});

describe('several legs', () => {
  it('of different phones with one Call-ID are one call', () => {
    const calls = play(
      incoming(0),
      incoming(0, { phone: 'B' }),
      connected(5),
      disconnected(5, { phone: 'B' }),
      disconnected(15),
    );
    expect(calls.map(summary)).toEqual([['in', 'answered', 10]]);
    expect(calls[0]?.legs.map((leg) => leg.end)).toEqual(['hung-up', 'elsewhere']);
  });

  it('of one phone are told apart by Call-ID', () => {
    const calls = play(
      incoming(0),
      connected(1),
      incoming(2, { callId: 'c2', remote: OTHER }),
      disconnected(10, { callId: 'c2', remote: OTHER }),
      disconnected(31),
    );
    expect(calls.map(summary)).toEqual([
      ['in', 'answered', 30],
      ['in', 'missed', 0],
    ]);
  });

  it('of one phone all end when it reboots, those of another phone do not', () => {
    const calls = play(
      incoming(0),
      incoming(0, { callId: 'c2', remote: OTHER }),
      incoming(0, { phone: 'B', callId: 'c3', remote: { kind: 'withheld' } }),
      setup(9),
    );
    expect(calls.map(outcomeOf)).toEqual(['missed', 'missed', 'ringing']);
  });
});

describe('closeOverdue', () => {
  const at = (seconds: number, ...told: Told[]) =>
    closeOverdue(play(...told), seconds * 1000, LIMITS);

  it('closes a leg that rings too long as unanswered, at the limit', () => {
    const [call] = at(1000, incoming(0)).changed;
    expect(summary(call)).toEqual(['in', 'missed', 0]);
    expect(call?.legs[0].endedAt).toBe(300_000);
  });

  it('leaves a leg alone before its limit', () => {
    expect(at(299.9, incoming(0)).changed).toEqual([]);
    expect(at(28_000, incoming(0), connected(1)).changed).toEqual([]);
  });

  it('closes a leg that talks too long with no more than the time it was seen talking', () => {
    const [call] = at(28_802, incoming(0), connected(1), hold(61)).changed;
    expect(summary(call)).toEqual(['in', 'answered', 60]);
    expect(call && isEndUnknown(call)).toBe(true);
  });

  it('does not touch what has ended', () => {
    expect(at(1e6, incoming(0), disconnected(5)).changed).toEqual([]);
  });
});

describe('whatever phones say, in whatever order', () => {
  const anyEvent = fc.record({
    type: fc.constantFrom(...PHONE_EVENT_TYPES),
    at: fc.integer({ min: 0, max: 100_000 }),
    phone: fc.constantFrom('A', 'B'),
    callId: fc.constantFrom('c1', 'c2', undefined),
    remote: fc.constantFrom(CALLER, OTHER, { kind: 'withheld' } as const),
  }) as fc.Arbitrary<Told>;

  it('durations are never negative and a call that is over stays as it was', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
        const sorted = [...events].sort((one, other) => one.at - other.at);
        const calls = play(...sorted);
        for (const call of calls) {
          expect(durationSecondsOf(call)).toBeGreaterThanOrEqual(0);
          for (const leg of call.legs) {
            expect(leg.endedAt ?? Infinity).toBeGreaterThanOrEqual(leg.startedAt);
          }
        }
        const later = play(...sorted, { type: 'disconnected', at: 200_000, callId: 'zz' });
        for (const call of calls.filter(isOver)) expect(later).toContainEqual(call);
      }),
      { numRuns: 1000 },
    );
  });

  it('telling everything twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 15 }), (events) => {
        const sorted = events
          .filter((event) => event.callId !== undefined && event.type !== 'setup')
          .sort((one, other) => one.at - other.at);
        const twice = sorted.flatMap((event) => [event, event]);
        expect(play(...twice).map(summary)).toEqual(play(...sorted).map(summary));
      }),
      { numRuns: 1000 },
    );
  });

  it('every leg is closed in the end', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
        const calls = play(...[...events].sort((one, other) => one.at - other.at));
        const closed = closeOverdue(calls, 1e9, LIMITS).changed;
        const byId = new Map([...calls, ...closed].map((call) => [call.id, call]));
        expect([...byId.values()].every(isOver)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
