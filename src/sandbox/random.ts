/** A repeatable source of chance: the same seed gives the same sequence. */
export type Random = {
  /** The next number from 0 (included) to 1 (excluded). */
  fraction(): number;
  /** The next whole number from 0 (included) to `below` (excluded). */
  integer(below: number): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** The list in another order; the given list stays as it is. */
  shuffle<T>(list: readonly T[]): T[];
};

/** Returns a source of chance that depends on the seed alone (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  const integer = (below: number) => Math.floor(fraction() * below);

  function pick<T>(list: readonly T[]): T {
    const index = integer(list.length);
    for (const item of list.slice(index, index + 1)) return item;
    throw new RangeError('there is nothing to pick from an empty list');
  }

  function shuffle<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, rank: fraction() }))
      .sort((left, right) => left.rank - right.rank)
      .map(({ item }) => item);
  }

  return { fraction, integer, pick, shuffle };
}
