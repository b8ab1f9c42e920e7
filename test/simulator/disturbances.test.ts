import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Disturbance } from '../../src/simulator/disturbances.ts';
import { disturb, drop, reorder, repeat, slow } from '../../src/simulator/disturbances.ts';
import { held, missed } from '../../src/simulator/scenarios.ts';

const call = missed({ remote: '0301', ringMs: 1_000 });
const orderOf = (...disturbances: Disturbance[]) =>
  disturb(call, ...disturbances)
    .steps.map(({ event, afterMs }) => `${event}@${afterMs}`)
    .join(' ');

describe('disturb', () => {
  it.each([
    [
      'repeats each event',
      [repeat()],
      'incoming@0 incoming@20 disconnected@1000 disconnected@20 missed@100 missed@20',
    ],
    [
      'loses the nth event and keeps the time of the next',
      [drop({ nth: 2 })],
      'incoming@0 missed@1100',
    ],
    ['loses the last event', [drop({ nth: 3 })], 'incoming@0 disconnected@1000'],
    ['loses nothing beyond the end', [drop({ nth: 9 })], 'incoming@0 disconnected@1000 missed@100'],
    ['makes each event late', [slow(50)], 'incoming@50 disconnected@1050 missed@150'],
    ['applies one after the other', [drop({ nth: 1 }), slow(1)], 'disconnected@1001 missed@101'],
  ])('%s', (_promise, disturbances, order) => {
    expect(orderOf(...disturbances)).toBe(order);
  });

  it('leaves the scenario it was given alone', () => {
    const before = structuredClone(call);
    disturb(call, repeat(), reorder(1), drop({ seed: 1 }));
    expect(call).toEqual(before);
  });

  it('lets an event overtake its neighbour, events arriving at the same times', () => {
    const orders = new Set(Array.from({ length: 20 }, (_, seed) => orderOf(reorder(seed))));
    expect(orders).toContain('disconnected@0 incoming@1000 missed@100');
    expect(orders).toContain('incoming@0 missed@1000 disconnected@100');
  });

  it('reorders and drops the same way for the same seed, always something', () => {
    const { steps } = held({ remote: '0301' });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const events = reorder(seed)(steps).map(({ event }) => event);
        expect(reorder(seed)(steps).map(({ event }) => event)).toEqual(events);
        expect(events).not.toEqual(steps.map(({ event }) => event));
        expect(events.toSorted()).toEqual(steps.map(({ event }) => event).toSorted());
        expect(drop({ seed })(steps)).toHaveLength(steps.length - 1);
        expect(drop({ seed })(steps)).toEqual(drop({ seed })(steps));
      }),
    );
  });

  it('has nothing to swap in a call of one event', () => {
    const one = call.steps.slice(0, 1);
    expect(reorder(3)(one)).toEqual(one);
  });
});
