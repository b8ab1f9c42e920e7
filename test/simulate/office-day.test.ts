import { describe, expect, it } from 'vitest';
import { planDay } from '../../src/simulate/office-day.ts';
import { callerOf, KINDS } from '../../src/simulate/truth.ts';

const PLAN = { phones: 20, calls: 1500, seed: 3, minutesPerSecond: 5 };
const day = planDay(PLAN);
const expected = day.appointments.flatMap(({ conversation }) => conversation.expected);

describe('planDay', () => {
  it('gives the same day for the same seed and another one for another', () => {
    expect(planDay(PLAN)).toEqual(day);
    expect(planDay({ ...PLAN, seed: 4 })).not.toEqual(day);
  });

  it('has as many calls as asked for, of every kind', () => {
    expect(expected).toHaveLength(PLAN.calls);
    expect(new Set(expected.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  it('gives each conversation callers of its own', () => {
    const numbers = day.appointments.flatMap(({ conversation }) => [
      ...new Set(conversation.expected.flatMap((call) => callerOf(call)?.number ?? [])),
    ]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('lets no phone be in two conversations at a time', () => {
    const busy = day.appointments.flatMap(({ startMs, conversation }) =>
      [...Map.groupBy(conversation.steps, ({ leg }) => leg.phone)].map(([phone, steps]) => {
        const times = steps.map(({ atMs }) => startMs + atMs);
        return { phone, from: startMs, to: Math.max(...times) };
      }),
    );
    for (const [, parts] of Map.groupBy(busy, ({ phone }) => phone)) {
      const inOrder = parts.toSorted((one, other) => one.from - other.from);
      inOrder.slice(1).forEach(({ from }, index) => {
        expect(from).toBeGreaterThan(inOrder[index]?.to ?? 0);
      });
    }
  });

  it('talks long enough for a lost duration to show', () => {
    const talks = expected.flatMap(({ talk }) => (talk ? [talk.to.atMs - talk.from.atMs] : []));
    expect(Math.min(...talks)).toBeGreaterThan(1000);
  });
});
