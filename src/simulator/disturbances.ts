import type { Scenario, ScenarioStep } from './scenarios.ts';

/** A way in which events go wrong between phone and server. */
export type Disturbance = (steps: readonly ScenarioStep[]) => readonly ScenarioStep[];

/** The scenario with its events disturbed, one way after the other. */
export function disturb(scenario: Scenario, ...disturbances: readonly Disturbance[]): Scenario {
  const steps = disturbances.reduce((before, disturbance) => disturbance(before), scenario.steps);
  return { ...scenario, steps };
}

/** Each event arrives twice, so many milliseconds apart. */
export function repeat(gapMs = 20): Disturbance {
  return (steps) => steps.flatMap((step) => [step, { ...step, afterMs: gapMs }]);
}

/** Neighbouring events overtake each other, the same ones for the same seed, at least one pair. */
export function reorder(seed: number): Disturbance {
  return (steps) => {
    const random = createRandom(seed);
    const sure = Math.floor(random() * (steps.length - 1));
    const arrived: ScenarioStep[] = [];
    for (const [index, step] of steps.entries()) {
      const last = arrived.at(-1);
      const overtakes = random() < 0.3 || index === sure + 1;
      if (last === undefined || !overtakes) {
        arrived.push(step);
        continue;
      }
      const pair = [
        { ...step, afterMs: last.afterMs },
        { ...last, afterMs: step.afterMs },
      ];
      arrived.splice(-1, 1, ...pair);
    }
    return arrived;
  };
}

/** One event is lost: the nth, counted from 1, or one picked by a seed. Later ones keep their time. */
export function drop(which: { readonly nth: number } | { readonly seed: number }): Disturbance {
  return (steps) => {
    const index =
      'nth' in which ? which.nth - 1 : Math.floor(createRandom(which.seed)() * steps.length);
    const lostMs = steps[index]?.afterMs ?? 0;
    return steps.flatMap((step, at) => {
      if (at === index) return [];
      return at === index + 1 ? [{ ...step, afterMs: step.afterMs + lostMs }] : [step];
    });
  };
}

/** Each event is so many milliseconds late. */
export function slow(ms: number): Disturbance {
  return (steps) => steps.map((step) => ({ ...step, afterMs: step.afterMs + ms }));
}

/** Mulberry32: numbers from 0 up to 1 that are the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
