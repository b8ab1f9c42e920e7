import { describe, expect, it } from 'vitest';
import { createSteadyClock } from '../src/clock.ts';
import { openOffice } from './office.ts';

function hostClock() {
  const host = { wall: 1_000_000, monotonic: 50 };
  const clock = createSteadyClock(
    () => host.wall,
    () => host.monotonic,
  );
  return {
    clock,
    pass(milliseconds: number) {
      host.wall += milliseconds;
      host.monotonic += milliseconds;
    },
    set(milliseconds: number) {
      host.wall += milliseconds;
    },
  };
}

describe('the clock', () => {
  it('runs evenly although the host’s clock is set, until it is corrected', () => {
    const { clock, pass, set } = hostClock();
    pass(5000);
    set(-3_600_000);
    expect(clock.now()).toBe(1_005_000);
    expect(clock.correct()).toBe(-3_600_000);
    expect(clock.now()).toBe(1_005_000 - 3_600_000);
    expect(clock.correct()).toBe(0);
  });

  it('leaves the ordinary wander of a second alone', () => {
    const { clock, set } = hostClock();
    set(1000);
    expect(clock.correct()).toBe(0);
    expect(clock.now()).toBe(1_000_000);
  });
});

describe('a host whose clock is set in the middle of a call', () => {
  it.each([-3_600_000, 86_400_000])('by %i ms changes no duration', async (step) => {
    let offset = 0;
    const clock = createSteadyClock(() => Date.now() + offset);
    const office = await openOffice({}, { clock });
    await office.tell('incoming', { remote: '01701234567' });
    await office.tell('connected', { remote: '01701234567' });
    offset = step;
    await office.until(async () => {
      const [call] = await office.calls();
      expect(Math.abs(Date.parse(call.connectedAt) - (Date.now() + step))).toBeLessThan(5000);
    });
    await office.tell('disconnected', { remote: '01701234567' });
    const [call] = await office.settled('delivered');
    expect(call).toMatchObject({ outcome: 'answered', endUnknown: false });
    expect(call.durationSeconds).toBeLessThan(5);
  });
});
