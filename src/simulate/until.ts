import { setTimeout as delay } from 'node:timers/promises';

/** How long to ask, how often, and what ends it all. */
export type Patience = {
  readonly withinMs: number;
  readonly everyMs?: number;
  readonly signal: AbortSignal;
};

/**
 * Resolves with the first answer that is not undefined, or with undefined when the time is up. An
 * asking that fails counts as no answer. Rejects when the signal is aborted.
 */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined>,
  { withinMs, everyMs = 50, signal }: Patience,
): Promise<Answer | undefined> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) return undefined;
    await delay(everyMs, undefined, { signal });
  }
}
