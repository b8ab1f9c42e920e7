import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../sandbox/random.ts';
import { type Child, startChild } from './child.ts';
import * as timing from './timing.ts';
import { until } from './until.ts';

/** The built server. */
export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const HOUR_MS = 3_600_000;
const READY_WITHIN_MS = 20_000;
const POLL_MS = 10;

/** How the server has lived: how often it was killed, how long each start took, how often it fell. */
export type Lives = {
  kills: number;
  readonly readyMs: number[];
  /** Ends that nobody wanted. */
  crashes: number;
};

/** The product's server, in a process of its own that is killed now and then. */
export type SimulatedServer = {
  readonly lives: Lives;
  readonly password: string;
  readonly origin: string;
  settingsUrl(mac: string): string;
  /** Starts it; resolves when it is ready. */
  start(): Promise<void>;
  /** Kills it every so many milliseconds, more or less, and starts it at once. */
  killEvery(averageMs: number, seed: number, signal: AbortSignal): Promise<void>;
};

/** Prepares the server; its settings are those of the simulation's scale. */
export function prepareServer(options: {
  readonly port: number;
  readonly crmUrl: string;
  readonly folder: string;
  readonly dataDir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
}): SimulatedServer {
  const { port, folder, logFile, signal } = options;
  const origin = `http://127.0.0.1:${port}`;
  const token = randomBytes(12).toString('base64url');
  const password = randomBytes(12).toString('base64url');
  const env = {
    PORT: `${port}`,
    HOST: '127.0.0.1',
    PUBLIC_URL: origin,
    PHONE_NETWORKS: '127.0.0.0/8',
    PHONE_TOKEN: token,
    ADMIN_PASSWORD: password,
    DATA_DIR: options.dataDir,
    PROPSTACK_API_KEY: 'demo',
    PROPSTACK_API_URL: options.crmUrl,
    PROPSTACK_RATE_PER_MINUTE: '100000',
    PROPSTACK_TIMEOUT_MS: `${timing.CRM_TIMEOUT_MS}`,
    LOOKUP_BUDGET_MS: `${timing.LOOKUP_BUDGET_MS}`,
    JOURNAL_RETRY_BASE_MS: `${timing.RETRY_BASE_MS}`,
    JOURNAL_RETRY_CAP_MS: `${timing.RETRY_CAP_MS}`,
    RING_GROUP_SECONDS: `${timing.RING_GROUP_MS / 1000}`,
    RING_TIMEOUT_SECONDS: `${timing.RING_TIMEOUT_MS / 1000}`,
    CALL_TIMEOUT_HOURS: `${timing.CALL_TIMEOUT_MS / HOUR_MS}`,
    LOG_LEVEL: 'error',
    // Below npm the server ends itself when its parent is gone, as it must when that is killed.
    npm_lifecycle_event: 'simulate',
  };
  const lives: Lives = { kills: 0, readyMs: [], crashes: 0 };
  let child: Child | undefined;

  async function start(): Promise<void> {
    const startedAt = performance.now();
    const begun = startChild({ script: MAIN, env, cwd: folder, logFile });
    child = begun;
    const isReady = await until(
      async () => {
        if (!begun.isRunning()) return true;
        return (await fetch(`${origin}/readyz`)).ok || undefined;
      },
      { withinMs: READY_WITHIN_MS, everyMs: POLL_MS, signal },
    );
    if (!isReady || !begun.isRunning()) throw new Error(`the server does not start: ${logFile}`);
    lives.readyMs.push(performance.now() - startedAt);
  }

  return {
    lives,
    password,
    origin,
    settingsUrl: (mac) => `${origin}/snom/${token}/settings.xml?mac=${mac}`,
    start,
    async killEvery(averageMs, seed, ending) {
      const random = createRandom(seed);
      const isEnding = () => ending.aborted;
      while (!isEnding()) {
        const lifeMs = averageMs > 0 ? averageMs * (0.5 + random.fraction()) : HOUR_MS;
        const waiting = delay(lifeMs, 'over', { signal: ending }).catch(() => 'ending');
        const end = await Promise.race([waiting, child?.ended]);
        if (end === 'ending') return;
        if (end === 'over') {
          await child?.kill();
          lives.kills += 1;
        } else {
          lives.crashes += 1;
        }
        await start();
      }
    },
  };
}
