import type { Load } from './load.ts';
import { createNewCallers, listNewNumbers } from './new-callers.ts';
import { CONNECTIONS, type Plan } from './plan.ts';
import { PHONE_TOKEN, type ServerProcess } from './product-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import { median } from './statistics.ts';
import { type Ask, type Caller, eventPath } from './traffic.ts';

/** Cards for callers that only the CRM can know, with a CRM that is slow or silent. */
export type CrmCase = {
  readonly label: string;
  readonly connections: number;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the CRM, or the phone's patience with it, takes by itself. */
  readonly floorMs: number;
  readonly overFloorMs: number;
};

export type CrmParts = {
  readonly product: ServerProcess;
  readonly sandbox: SandboxProcess;
  readonly load: Load;
  readonly plan: Plan;
};

/** Far from all other running numbers of calls. */
let nextCall = 20_000_000;

const SLOW_CRM_MS = 200;
/** The default of LOOKUP_BUDGET_MS. */
const BUDGET_MS = 300;
/** What the card says while the name is on its way. */
const SEARCHING = 'Name wird gesucht';

/** Measures new callers with a CRM that takes 200 ms, then with one that never answers. */
export async function measureCrmCases(parts: CrmParts): Promise<readonly CrmCase[]> {
  const { sandbox } = parts;
  const slow = await measureEach(parts, {
    label: `new caller, CRM needs ${SLOW_CRM_MS} ms`,
    floorMs: SLOW_CRM_MS,
    createCallers: (count) => createNewCallers(sandbox, count),
    prepare: () => sandbox.setFaults([{ on: '/v1/contacts', kind: 'slow', ms: SLOW_CRM_MS }]),
  });
  const silent = await measureEach(parts, {
    label: `new caller, silent CRM, budget ${BUDGET_MS} ms`,
    floorMs: BUDGET_MS,
    createCallers: async (count) =>
      listNewNumbers(count).map((number) => ({ number, name: SEARCHING })),
    prepare: () => sandbox.setFaults([{ on: '/v1/contacts', kind: 'hang' }]),
  });
  return [...slow, ...silent];
}

/** First rings, one for each caller. */
export function askOnce(callers: readonly Caller[]): Ask[] {
  return callers.map((caller) => ({
    path: eventPath(PHONE_TOKEN, 'incoming', nextCall++, caller),
    expect: caller.name,
  }));
}

async function measureEach(
  parts: CrmParts,
  what: Pick<CrmCase, 'label' | 'floorMs'> & {
    readonly createCallers: (count: number) => Promise<Caller[]>;
    readonly prepare: () => Promise<void>;
  },
): Promise<readonly CrmCase[]> {
  const { product, sandbox, load, plan } = parts;
  const { label, floorMs } = what;
  const cases: CrmCase[] = [];
  for (const connections of CONNECTIONS) {
    const results = [];
    for (let round = 0; round < plan.crmRounds; round += 1) {
      const callers = await what.createCallers(connections * plan.crmRepeats);
      await what.prepare();
      const traffic = { kind: 'once', asks: askOnce(callers), staggerMs: 0 } as const;
      const job = { port: product.port, connections, traffic, stopAfterMs: 20_000 };
      results.push(await load.run(job));
      await sandbox.setFaults([]);
    }
    const p50Ms = median(results.map((it) => it.p50Ms));
    const p99Ms = median(results.map((it) => it.p99Ms));
    const requests = results.reduce((sum, it) => sum + it.requests, 0);
    cases.push({
      label,
      connections,
      requests,
      p50Ms,
      p99Ms,
      floorMs,
      overFloorMs: p99Ms - floorMs,
    });
  }
  return cases;
}
