import { describe, expect, it } from 'vitest';
import {
  type DeliveryAnswer,
  type JournalEntry,
  judgeDelivery,
  judgeLook,
  type LookAnswer,
} from '../../src/domain/delivery.ts';
import { backoffMs } from '../../src/domain/retry.ts';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;
const ENTRY: JournalEntry = {
  id: 'e',
  callId: 'e',
  state: 'pending',
  isUnclear: false,
  mustLook: false,
  attempts: 1,
  failures: 0,
  notBefore: NOW,
  giveUpAt: NOW + 168 * HOUR,
  firstAttemptAt: NOW,
};
// `random` 0.5 is the middle of the jitter: no jitter at all.
const AT = { now: NOW, random: 0.5, policy: { baseMs: 1000, capMs: 900_000 } };

const judge = (answer: Partial<DeliveryAnswer>, entry: Partial<JournalEntry> = {}, at = AT) =>
  judgeDelivery({ ...ENTRY, ...entry }, { message: 'm', ...answer } as DeliveryAnswer, at);

describe('judgeDelivery', () => {
  it('a delivered entry is done and remembers its activity', () => {
    expect(judge({ kind: 'delivered', activityId: 7 })).toMatchObject({
      state: 'delivered',
      deliveredAt: NOW,
      activityId: 7,
      mustLook: false,
    });
  });

  it('what was not written is tried again with back-off and needs no look', () => {
    const change = judge({ kind: 'not-written', keyRefused: false }, { failures: 3 });
    expect(change).toMatchObject({ failures: 4, notBefore: NOW + 8000, mustLook: false });
    expect(change.state).toBeUndefined();
  });

  it('Retry-After wins over back-off', () => {
    const change = judge({ kind: 'not-written', keyRefused: false, retryAfterMs: 123_000 });
    expect(change.notBefore).toBe(NOW + 123_000);
  });

  it('Retry-After: 0 does not make a storm', () => {
    const change = judge({ kind: 'not-written', keyRefused: false, retryAfterMs: 0 });
    expect(change.notBefore).toBe(NOW + 1000);
  });

  it('a refused key is tried again at the longest pause', () => {
    expect(judge({ kind: 'not-written', keyRefused: true }).notBefore).toBe(NOW + 900_000);
  });

  it('an unclear outcome must be looked for before the next send', () => {
    expect(judge({ kind: 'unclear' })).toMatchObject({ mustLook: true, notBefore: NOW + 1000 });
  });

  it('a rejected entry is parked with what the CRM said', () => {
    expect(judge({ kind: 'rejected', message: 'bad duration' })).toMatchObject({
      state: 'parked',
      reason: 'rejected',
      lastError: 'bad duration',
    });
  });

  it('after the longest time an entry is parked, not dropped', () => {
    const entry = { giveUpAt: NOW };
    expect(judge({ kind: 'not-written', keyRefused: false }, entry)).toMatchObject({
      state: 'parked',
      reason: 'gave-up',
    });
    expect(judge({ kind: 'unclear' }, entry)).toMatchObject({ state: 'parked', mustLook: true });
  });

  it('waits no longer than until it gives up, so that the last try is made', () => {
    const change = judge(
      { kind: 'not-written', keyRefused: false, retryAfterMs: 999 * HOUR },
      { giveUpAt: NOW + HOUR },
    );
    expect(change.notBefore).toBe(NOW + HOUR);
  });

  it('remembers how far the CRM’s clock is off', () => {
    const change = judge({ kind: 'unclear', crmTime: NOW + 5000 });
    expect(change.crmOffsetMs).toBe(5000);
  });
});

const look = (
  answer: Partial<LookAnswer>,
  more: Partial<Parameters<typeof judgeLook>[2]> = {},
  entry: Partial<JournalEntry> = {},
) =>
  judgeLook({ ...ENTRY, mustLook: true, ...entry }, { message: 'm', ...answer } as LookAnswer, {
    ...AT,
    isOutgoing: false,
    isSureMatch: true,
    claimed: new Set<number>(),
    rivals: [],
    ...more,
  });
const activities = (...list: { id: number; createdAt: number; isOutgoing?: boolean }[]) =>
  ({ kind: 'activities', activities: list }) as const;

describe('judgeLook', () => {
  it('finds the activity that the first attempt left', () => {
    const verdict = look(activities({ id: 5, createdAt: NOW + 300, isOutgoing: false }));
    expect(verdict).toMatchObject({
      kind: 'found',
      change: { state: 'delivered', activityId: 5, mustLook: false },
    });
  });

  it('allows the clocks two minutes, and no more', () => {
    expect(look(activities({ id: 5, createdAt: NOW - 120_000 })).kind).toBe('found');
    expect(look(activities({ id: 5, createdAt: NOW - 120_001 })).kind).toBe('send');
  });

  it('reads times by the CRM’s clock', () => {
    const behind = { crmTime: NOW - HOUR };
    const activity = activities({ id: 5, createdAt: NOW - HOUR + 10 });
    expect(look({ ...activity, ...behind }).kind).toBe('found');
    expect(look(activity).kind).toBe('send');
    expect(look(activity, {}, { crmOffsetMs: -HOUR }).kind).toBe('found');
  });

  it('does not take an activity of the other direction, but one that states none', () => {
    expect(look(activities({ id: 5, createdAt: NOW, isOutgoing: true })).kind).toBe('send');
    expect(look(activities({ id: 5, createdAt: NOW })).kind).toBe('found');
  });

  it('does not take what another entry owns', () => {
    const activity = activities({ id: 5, createdAt: NOW });
    expect(look(activity, { claimed: new Set([5]) }).kind).toBe('send');
  });

  it('leaves the activity to a delivery that owns one without knowing which', () => {
    const rival = { deliveredAt: NOW - 60_000, isOutgoing: false };
    const rivals = [rival];
    const early = { id: 4, createdAt: NOW - 60_100, isOutgoing: false };
    const late = { id: 5, createdAt: NOW + 100, isOutgoing: false };
    expect(look(activities(early), { rivals }).kind).toBe('send');
    expect(look(activities(late, early), { rivals })).toMatchObject({
      kind: 'found',
      change: { activityId: 5 },
    });
  });

  it('nothing found: sent again, and not marked unclear', () => {
    const verdict = look(activities());
    expect(verdict).toEqual({ kind: 'send', change: { mustLook: false } });
  });

  it('nothing found where the CRM may not have matched the number: marked unclear', () => {
    expect(look(activities(), { isSureMatch: false })).toEqual({
      kind: 'send',
      change: { mustLook: false, isUnclear: true },
    });
  });

  it('a look that is refused can’t tell: sent again and marked unclear', () => {
    expect(look({ kind: 'refused' })).toEqual({
      kind: 'send',
      change: { mustLook: false, isUnclear: true },
    });
  });

  it('a look that gets no answer is made again later', () => {
    const verdict = look({ kind: 'unreachable' }, {}, { failures: 1 });
    expect(verdict).toMatchObject({ kind: 'wait', change: { notBefore: NOW + 2000 } });
    expect(verdict.change.mustLook).toBeUndefined();
  });
});

describe('backoffMs', () => {
  const policy = { baseMs: 1000, capMs: 900_000 };

  it('doubles from the base to the cap', () => {
    const waits = [1, 2, 3, 10, 11, 1000].map((attempts) => backoffMs(attempts, policy, 0.5));
    expect(waits).toEqual([1000, 2000, 4000, 512_000, 900_000, 900_000]);
  });

  it('spreads by a fifth to either side', () => {
    expect(backoffMs(1, policy, 0)).toBe(800);
    expect(backoffMs(1, policy, 0.999_999)).toBe(1200);
  });

  it('never waits longer than the cap', () => {
    expect(backoffMs(50, policy, 0.999_999)).toBe(900_000);
  });
});
