/**
 * Appends to a list that must not grow for ever: at the limit the oldest tenth goes.
 *
 * Dropping many at once keeps the cost of one append small.
 */
export function appendBounded<T>(list: T[], item: T, limit: number): void {
  if (list.length >= limit) list.splice(0, Math.max(1, Math.ceil(limit / 10)));
  list.push(item);
}

/** How many calls, activities and tasks the sandbox keeps, each. */
export const MAX_RECORDS = 50_000;
