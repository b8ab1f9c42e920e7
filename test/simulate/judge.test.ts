import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/sandbox/random.ts';
import type { Account } from '../../src/simulate/account.ts';
import type { Caller } from '../../src/simulate/callers.ts';
import { judge, type Verdict } from '../../src/simulate/judge.ts';
import { macOf } from '../../src/simulate/play-day.ts';
import { createScript, extensionOf } from '../../src/simulate/script.ts';
import { talked, unanswered } from '../../src/simulate/single-calls.ts';
import type { Other, Played } from '../../src/simulate/truth.ts';
import { account, booking, KNOWN, play, START, STRANGER, shown } from './small-day.ts';

/** Phone 0 answers and talks for 4 s. */
function answeredCall(other: Other = KNOWN): Played {
  const script = createScript(createRandom(1));
  const leg = script.leg(0, 'in', other);
  script.tell(leg, 'incoming', 0);
  const from = script.tell(leg, 'connected', 500);
  const to = script.tell(leg, 'disconnected', 4500);
  script.expect(talked({ kind: 'incoming, answered', other, direction: 'in' }, 0, { from, to }));
  return play(script.finish());
}

/** Phones 0 and 1 ring in vain. */
function missedCall(other: Other = KNOWN): Played {
  const script = createScript(createRandom(1));
  for (const phone of [0, 1]) {
    const leg = script.leg(phone, 'in', other);
    script.tell(leg, 'incoming', 0);
    script.tell(leg, 'disconnected', 500);
  }
  script.expect(unanswered({ kind: 'ring group, missed', other, direction: 'in' }, [0, 1]));
  return play(script.finish());
}

/** Phone 0 answers and hands over to phone 1. */
function transfer(caller: Caller = KNOWN): Played {
  const script = createScript(createRandom(1));
  const facts = { kind: 'blind transfer', other: caller, direction: 'in' } as const;
  const first = script.leg(0, 'in', caller);
  script.tell(first, 'incoming', 0);
  const from = script.tell(first, 'connected', 500);
  const to = script.tell(first, 'disconnected', 4500);
  const second = script.leg(1, 'in', { colleague: 0 });
  script.tell(second, 'incoming', 4600);
  const taken = script.tell(second, 'connected', 5000);
  const over = script.tell(second, 'disconnected', 8000);
  const after = script.expect(talked(facts, 0, { from, to }));
  script.expect(talked({ ...facts, after }, 1, { from: taken, to: over }));
  return play(script.finish());
}

function verdictsOf(played: Played, held: Account): readonly Verdict[] {
  return judge([played], held).calls.map(({ verdict }) => verdict);
}

const MISSED = shown({ outcome: 'missed', durationSeconds: 0, phones: [macOf(0), macOf(1)] });
const MISSED_BOOKING = booking({ answered: false, duration: '00:00:00' });

describe('a call that was answered', () => {
  const cases: readonly (readonly [Verdict, string, Partial<Account>])[] = [
    ['right', 'is as it was', {}],
    ['right', 'is a second longer', { bookings: [booking({ duration: '00:00:05' })] }],
    ['missing', 'is not there at all', { calls: [], bookings: [] }],
    ['missing', 'is not booked', { bookings: [] }],
    ['missing', 'is booked only', { calls: [] }],
    ['missing', 'is not in the contact’s history', { activities: [] }],
    ['missing', 'is in somebody else’s history', { activities: [{ id: 70, client_ids: [8] }] }],
    ['missing', 'is at another phone', { calls: [shown({ local: extensionOf(5) })], bookings: [] }],
    ['doubled', 'is shown twice', { calls: [shown(), shown({ id: 'other' })] }],
    ['doubled', 'is booked twice', { bookings: [booking(), booking()] }],
    [
      'doubled',
      'is booked twice at phones of others',
      { bookings: [booking(), booking({ to: '9' })] },
    ],
    [
      'undecided',
      'is booked twice, unclear',
      { bookings: [booking(), booking()], unclear: new Set(['call']) },
    ],
    ['wrong duration', 'is shown too long', { calls: [shown({ durationSeconds: 6 })] }],
    ['wrong duration', 'is shown too short', { calls: [shown({ durationSeconds: 2 })] }],
    ['wrong duration', 'is booked too long', { bookings: [booking({ duration: '00:00:06' })] }],
    ['wrong duration', 'is booked without one', { bookings: [booking({ duration: null })] }],
    ['wrong outcome', 'is shown as missed', { calls: [shown({ outcome: 'missed' })] }],
    ['wrong outcome', 'still goes on', { calls: [shown({ outcome: 'connected' })] }],
    ['wrong outcome', 'is booked as missed', { bookings: [booking({ answered: false })] }],
    ['wrong outcome', 'is shown as outgoing', { calls: [shown({ direction: 'out' })] }],
    [
      'wrong outcome',
      'is booked at no contact',
      { bookings: [booking({ contact_id: null, activity_id: null })] },
    ],
    ['wrong outcome', 'follows another call', { calls: [shown({ transferredFrom: 'x' })] }],
    [
      'wrong outcome',
      'took in another phone',
      { calls: [shown({ phones: [macOf(0), macOf(9)] })] },
    ],
    ['wrong outcome', 'waits to be sent', { calls: [shown({ journal: { state: 'pending' } })] }],
  ];

  it.each(cases)('is %s when it %s', (verdict, _how, changes) => {
    expect(verdictsOf(answeredCall(), account(changes))).toEqual([verdict]);
  });

  it('does not count when one of its events was lost', () => {
    const { conversation } = answeredCall();
    const [lost] = conversation.steps;
    const played = play(conversation, lost && { lost });
    expect(verdictsOf(played, account({ calls: [] }))).toEqual(['not told']);
  });

  it('of a stranger is found by its E.164 number', () => {
    const calls = [shown({ remote: STRANGER.number })];
    const stranger = booking({ from: STRANGER.number, contact_id: null, activity_id: null });
    const held = account({ calls, bookings: [stranger] });
    expect(verdictsOf(answeredCall(STRANGER), held)).toEqual(['right']);
    expect(verdictsOf(answeredCall(STRANGER), { ...held, bookings: [] })).toEqual(['missing']);
  });
});

describe('a call that must not be booked', () => {
  const calls = [shown({ remote: null, remoteRaw: 'anonymous', journal: { state: 'skipped' } })];

  it('is right without a booking', () => {
    expect(verdictsOf(answeredCall('withheld'), account({ calls, bookings: [] }))).toEqual([
      'right',
    ]);
  });

  it('is found at the time of its conversation only', () => {
    const later = [{ ...shown(calls[0]), startedAt: new Date(START + 60_000).toISOString() }];
    const { calls: judged, strays } = judge(
      [answeredCall('withheld')],
      account({ calls: later, bookings: [] }),
    );
    expect(judged.map(({ verdict }) => verdict)).toEqual(['missing']);
    expect(strays).toEqual(later);
  });

  it('makes a stray of a booking without a caller', () => {
    const stray = booking({ from: 'anonymous', contact_id: null, activity_id: null });
    expect(judge([answeredCall('withheld')], account({ calls, bookings: [stray] })).strays).toEqual(
      [stray],
    );
  });
});

describe('a call nobody answered', () => {
  it.each([
    ['right', { calls: [MISSED], bookings: [MISSED_BOOKING] }],
    [
      'right',
      {
        calls: [{ ...MISSED, local: extensionOf(1) }],
        bookings: [{ ...MISSED_BOOKING, to: extensionOf(1) }],
      },
    ],
    ['doubled', { calls: [MISSED, shown({ ...MISSED, id: 'other' })], bookings: [MISSED_BOOKING] }],
    ['wrong outcome', { calls: [shown()], bookings: [MISSED_BOOKING] }],
    ['wrong outcome', { calls: [MISSED], bookings: [booking()] }],
    ['wrong duration', { calls: [{ ...MISSED, durationSeconds: 1 }], bookings: [MISSED_BOOKING] }],
  ] as const)('is %s', (verdict, changes) => {
    expect(verdictsOf(missedCall(), account(changes))).toEqual([verdict]);
  });
});

describe('a transfer', () => {
  const second = { id: 'second', local: extensionOf(1), phones: [macOf(1)], durationSeconds: 3 };
  const calls = [shown(), shown({ ...second, transferredFrom: 'call' })];
  const bookings = [
    booking(),
    booking({ to: extensionOf(1), duration: '00:00:03', activity_id: 71 }),
  ];
  const activities = [70, 71].map((id) => ({ id, client_ids: [7] }));
  const both = account({ calls, bookings, activities });

  it('is two calls', () => {
    expect(verdictsOf(transfer(), both)).toEqual(['right', 'right']);
  });

  it('is not two calls when the link is missing', () => {
    const unlinked = { ...both, calls: [shown(), shown(second)] };
    expect(verdictsOf(transfer(), unlinked)).toEqual(['right', 'wrong outcome']);
  });

  it('lacks the second call when that became part of the first', () => {
    const merged = [shown({ durationSeconds: 8, phones: [macOf(0), macOf(1)] })];
    const held = { ...both, calls: merged, bookings: [booking({ duration: '00:00:08' })] };
    expect(verdictsOf(transfer(), held)).toEqual(['wrong outcome', 'missing']);
  });

  it('has something doubled when the second call seems to be an internal one as well', () => {
    const internal = shown({
      id: 'internal',
      internal: true,
      remote: null,
      remoteRaw: extensionOf(0),
      local: extensionOf(1),
      phones: [macOf(1)],
      startedAt: new Date(START + 4600).toISOString(),
    });
    const verdicts = verdictsOf(transfer(), { ...both, calls: [...calls, internal] });
    expect(verdicts).toEqual(['doubled', 'right']);
  });
});
