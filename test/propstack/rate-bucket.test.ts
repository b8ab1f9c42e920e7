import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRateBucket, type RatePriority } from '../../src/propstack/rate-bucket.ts';

/** A bucket whose clock only moves when the test says so. */
function open(perMinute: number) {
  const clock = { ms: 0 };
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const order: string[] = [];
  const bucket = createRateBucket({
    perMinute,
    now: () => clock.ms,
    wait: (ms, signal) =>
      new Promise((wake) => {
        sleepers.push({ until: clock.ms + ms, wake });
        signal.addEventListener('abort', () => wake());
      }),
  });

  async function pass(ms: number): Promise<void> {
    clock.ms += ms;
    const due = sleepers.filter(({ until }) => until <= clock.ms);
    for (const sleeper of due) sleepers.splice(sleepers.indexOf(sleeper), 1)[0]?.wake();
    await setImmediate();
  }

  async function take(priority: RatePriority, name: string = priority): Promise<void> {
    await bucket.take(priority);
    order.push(name);
  }
  return { bucket, pass, take, order, sleepers };
}

describe('createRateBucket', () => {
  it("lets one minute's worth pass at once, then one at a time", async () => {
    const { take, pass, order } = open(60);
    for (let count = 0; count < 62; count += 1) void take('journal');
    await pass(0);
    expect(order).toHaveLength(60);
    await pass(999);
    expect(order).toHaveLength(60);
    await pass(1);
    expect(order).toHaveLength(61);
    await pass(1_000);
    expect(order).toHaveLength(62);
  });

  it('refills to one minute, however long nothing was taken', async () => {
    const { take, pass, order } = open(2);
    await pass(3_600_000);
    for (let count = 0; count < 5; count += 1) void take('sync');
    await pass(0);
    expect(order).toHaveLength(2);
  });

  it('lets the journal pass before the sync, and each in its order', async () => {
    const { bucket, take, pass, order } = open(1);
    await bucket.take('sync');
    void take('sync', 'sync 1');
    void take('sync', 'sync 2');
    void take('journal', 'journal 1');
    void take('journal', 'journal 2');
    for (let minute = 0; minute < 4; minute += 1) await pass(60_000);
    expect(order).toEqual(['journal 1', 'journal 2', 'sync 1', 'sync 2']);
  });

  it('is a rate limit for each kind of work', async () => {
    const { bucket, order } = open(1);
    await bucket.limitFor('journal').take();
    expect(order).toEqual([]);
  });

  it('does not stumble over a clock that goes back', async () => {
    const { take, pass, order } = open(1);
    void take('journal');
    void take('journal');
    await pass(-100_000);
    await pass(160_000);
    expect(order).toHaveLength(2);
  });

  it('releases who waits with an error when it is stopped, and lets nobody in', async () => {
    const { bucket, sleepers } = open(1);
    await bucket.take('sync');
    const waiting = bucket.take('journal');
    bucket.stop();
    await expect(waiting).rejects.toMatchObject({ code: 'crm_unavailable' });
    await expect(bucket.take('sync')).rejects.toMatchObject({ code: 'crm_unavailable' });
    expect(sleepers.length).toBeLessThanOrEqual(1);
  });

  it('waits by the real clock unless told otherwise, and stops at once', async () => {
    const bucket = createRateBucket({ perMinute: 6_000, now: () => performance.now() });
    const many = Array.from({ length: 6_001 }, () => bucket.take('sync'));
    await Promise.all(many);
    const slow = createRateBucket({ perMinute: 1, now: () => performance.now() });
    await slow.take('sync');
    const waiting = slow.take('sync');
    slow.stop();
    await expect(waiting).rejects.toThrow('stopped');
  });
});
