/** Exponential back-off, in milliseconds. */
export type Backoff = { readonly baseMs: number; readonly capMs: number };

const JITTER = 0.2;

/**
 * Milliseconds to wait after the given number of failed attempts (1 = after the first).
 *
 * `random` is a number from 0 to below 1; it spreads the wait by ±20 % so that offices do not
 * return to a recovering CRM in step.
 */
export function backoffMs(attempts: number, backoff: Backoff, random: number): number {
  const exponential = backoff.baseMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 40);
  const spread = exponential * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.min(spread, backoff.capMs));
}
