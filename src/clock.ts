/** A clock that no change of the host's time can disturb in the middle of a call. */
export type SteadyClock = {
  /** Epoch milliseconds; runs evenly between two corrections. */
  now(): number;
  /**
   * Follows the host's clock if that was set meanwhile. Returns by how many milliseconds this
   * clock was moved, 0 when it was right: open calls have to move along.
   */
  correct(): number;
};

/** Less than this is the ordinary wander of two clocks. */
const TOLERANCE_MS = 1000;

/** Creates the clock from the host's time of day and a counter that only runs forward. */
export function createSteadyClock(
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): SteadyClock {
  let offset = wall() - monotonic();
  const now = () => Math.round(offset + monotonic());
  return {
    now,
    correct() {
      const step = wall() - now();
      if (Math.abs(step) <= TOLERANCE_MS) return 0;
      offset += step;
      return step;
    },
  };
}
