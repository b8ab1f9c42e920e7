import type { Random } from '../sandbox/random.ts';

/**
 * The simulation's own scale: an office day in about two minutes. The server gets the same scale
 * through its settings, so that what is short here is as short to it as it is on a real day.
 */
export const RING_GROUP_MS = 2000;
export const RING_TIMEOUT_MS = 5000;
/** A conversation whose hang-up was lost is closed after this; no talk comes near it. */
export const CALL_TIMEOUT_MS = 36_000;
export const CRM_TIMEOUT_MS = 500;
export const LOOKUP_BUDGET_MS = 150;
export const RETRY_BASE_MS = 100;
export const RETRY_CAP_MS = 2000;

/** Office minutes per second; durations of conversations shrink as it grows. */
export const DEFAULT_MINUTES_PER_SECOND = 5;

/** How long the parts of calls take, in milliseconds. */
export type Pace = {
  /** Until somebody answers or gives up. */
  ring(): number;
  /** A conversation: mostly six to twelve office minutes, some of half an hour. */
  talk(): number;
  /** Between what happens at once on several phones. */
  moment(): number;
  /** From one phone of a hunt to the next, well within the ring-group window. */
  hop(): number;
  /** Long enough for the same caller's next call to be another call. */
  longAfter(): number;
  /** Between two calls of one phone. */
  rest(): number;
};

/** Creates the pace of a day. */
export function createPace(random: Random, minutesPerSecond: number): Pace {
  const between = (low: number, high: number) => Math.round(low + random.fraction() * (high - low));
  const minutes = (low: number, high: number) =>
    Math.round(between(low * 1000, high * 1000) / minutesPerSecond);
  return {
    ring: () => between(250, 650),
    talk: () => (random.fraction() < 0.07 ? minutes(20, 45) : minutes(6, 12)),
    moment: () => between(5, 60),
    hop: () => between(50, 250),
    longAfter: () => between(3 * RING_GROUP_MS, 4 * RING_GROUP_MS),
    rest: () => between(100, 500),
  };
}
