import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves with what the question brings once that is true; rejects when the time is up. */
export async function until<Answer>(
  what: string,
  withinMs: number,
  ask: () => Answer | undefined | false | Promise<Answer | undefined | false>,
): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await delay(POLL_MS);
  }
}
