import type { RequestRecord } from '../src/sandbox/request-log.ts';
import { askOnce, type CrmParts } from './crm-cases.ts';
import { createNewCallers } from './new-callers.ts';
import { median } from './statistics.ts';

/** Many phones ring at once for one caller whom only the CRM knows. */
export type RingStorm = {
  readonly phones: number;
  readonly withinMs: number;
  readonly crmMs: number;
  /** How often each spelling of the number was asked for, at most, in all rounds. */
  readonly askedPerSpelling: number;
  /** Requests to the CRM in one round. */
  readonly crmRequests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** One look-up too many, one sentence each. */
  readonly complaints: readonly string[];
};

const PHONES = 50;
const STAGGER_MS = 1;
/** So slow that every phone has rung before the CRM answers. */
const CRM_MS = 100;

/** Measures ring storms: all phones must share one look-up. */
export async function measureRingStorm(parts: CrmParts): Promise<RingStorm> {
  const rounds = [];
  for (let round = 0; round < parts.plan.crmRounds; round += 1) rounds.push(await storm(parts));
  const most = Math.max(...rounds.map((it) => it.askedPerSpelling));
  return {
    phones: PHONES,
    withinMs: PHONES * STAGGER_MS,
    crmMs: CRM_MS,
    askedPerSpelling: most,
    crmRequests: median(rounds.map((it) => it.crmRequests)),
    p50Ms: median(rounds.map((it) => it.p50Ms)),
    p99Ms: median(rounds.map((it) => it.p99Ms)),
    complaints: most === 1 ? [] : [`a ring storm asked the CRM ${most} times for one spelling`],
  };
}

async function storm({ product, sandbox, load }: CrmParts) {
  const [caller] = await createNewCallers(sandbox, 1);
  if (!caller) throw new Error('no new caller');
  await sandbox.setFaults([{ on: '/v1/contacts', kind: 'slow', ms: CRM_MS }]);
  const asks = askOnce(Array.from({ length: PHONES }, () => caller));
  const { p50Ms, p99Ms } = await load.run({
    port: product.port,
    connections: PHONES,
    traffic: { kind: 'once', asks, staggerMs: STAGGER_MS },
    stopAfterMs: 20_000,
  });
  await sandbox.setFaults([]);
  const spellings = (await sandbox.listRequests()).flatMap((it) => spellingOf(it, caller.number));
  const counts = Map.groupBy(spellings, (spelling) => spelling);
  return {
    p50Ms,
    p99Ms,
    crmRequests: spellings.length,
    askedPerSpelling: Math.max(0, ...[...counts.values()].map((it) => it.length)),
  };
}

/** In which spelling a request asked for the number. */
function spellingOf({ query }: RequestRecord, number: string): string[] {
  const text = query['phone_number'] ?? query['q'];
  return text?.endsWith(number.slice(-7)) ? [text] : [];
}
