import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../sandbox/faults.ts';
import { createRandom, type Random } from '../sandbox/random.ts';
import type { Crm } from './crm.ts';
import { CRM_TIMEOUT_MS } from './timing.ts';

const SEND = 'POST /v1/calls/3cx';
const LOOK = 'GET /v1/activities';
const CONTACTS = '/v1/contacts';

/** What may be wrong with the CRM for some seconds. */
export const TROUBLES: readonly (readonly Fault[])[] = [
  [{ on: '*', kind: 'status', status: 503 }],
  [{ on: SEND, kind: 'status', status: 503, probability: 0.6 }],
  [{ on: SEND, kind: 'status', status: 429, retryAfter: 1, probability: 0.6 }],
  [{ on: SEND, kind: 'status', status: 401, probability: 0.5 }],
  [{ on: SEND, kind: 'status', status: 500, applied: true, probability: 0.5 }],
  [{ on: SEND, kind: 'reset', probability: 0.5 }],
  [{ on: SEND, kind: 'reset', applied: true, probability: 0.5 }],
  [{ on: SEND, kind: 'close', applied: true, probability: 0.5 }],
  [{ on: SEND, kind: 'html', applied: true, probability: 0.4 }],
  [{ on: SEND, kind: 'truncated', probability: 0.4 }],
  [{ on: SEND, kind: 'redirect', probability: 0.5 }],
  [{ on: SEND, kind: 'slow', ms: CRM_TIMEOUT_MS / 5 }],
  [{ on: SEND, kind: 'slow', ms: CRM_TIMEOUT_MS * 2, probability: 0.2 }],
  [
    { on: SEND, kind: 'hang', probability: 0.1 },
    { on: SEND, kind: 'hang', applied: true, probability: 0.1 },
  ],
  [
    { on: SEND, kind: 'reset', applied: true, probability: 0.4 },
    { on: LOOK, kind: 'status', status: 503, probability: 0.5 },
    { on: LOOK, kind: 'reset', probability: 0.2 },
  ],
  [{ on: CONTACTS, kind: 'slow', ms: CRM_TIMEOUT_MS / 2, probability: 0.4 }],
  [{ on: CONTACTS, kind: 'status', status: 503, probability: 0.5 }],
  [{ on: CONTACTS, kind: 'broken-json', probability: 0.3 }],
];

const LEAST_MS = 1500;
const MOST_MS = 4000;

/** Fair and foul weather in turn, until the signal is aborted; resolves then. */
export async function changeWeather(
  crm: Pick<Crm, 'setFaults'>,
  seed: number,
  signal: AbortSignal,
): Promise<void> {
  const random = createRandom(seed);
  try {
    for (let troubles: readonly (readonly Fault[])[] = []; ; ) {
      await delay(lasting(random), undefined, { signal });
      if (troubles.length === 0) troubles = random.shuffle(TROUBLES);
      const [trouble = [], ...rest] = troubles;
      troubles = rest;
      await crm.setFaults(trouble);
      await delay(lasting(random), undefined, { signal });
      await crm.setFaults([]);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function lasting(random: Random): number {
  return LEAST_MS + random.integer(MOST_MS - LEAST_MS);
}
