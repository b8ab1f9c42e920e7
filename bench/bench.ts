import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBaseline } from './baseline-process.ts';
import { nextMessage, startChild } from './child.ts';
import type { CommitTimes } from './commit-floor.ts';
import { measureCrmCases } from './crm-cases.ts';
import { type Load, startLoad } from './load.ts';
import type { Plan } from './plan.ts';
import { startProduct } from './product-process.ts';
import { measureRates, type RateReport } from './rate-cases.ts';
import { createTargets, type MeasureCommits } from './rate-targets.ts';
import { describeMachine, type Report } from './report.ts';
import { measureRingStorm } from './ring-storm.ts';
import { KNOWN_CALLERS, ring } from './ringing-phones.ts';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts';
import { measureStarts } from './start-cases.ts';

type Parts = {
  readonly plan: Plan;
  /** For data folders; on the disk that is measured. */
  readonly folder: string;
  readonly sandbox: SandboxProcess;
  readonly load: Load;
  readonly onStep: (text: string) => void;
};

const COMMIT_FLOOR = fileURLToPath(new URL('commit-floor.ts', import.meta.url));

/** Measures everything; the built server must be up to date. */
export async function runBench(plan: Plan, folder: string, onStep: Parts['onStep']) {
  const startedAt = performance.now();
  const machine = describeMachine();
  const sandbox = await startSandboxProcess();
  const load = startLoad();
  const parts: Parts = { plan, folder, sandbox, load, onStep };
  const { rates, page, product } = await measureServers(parts);
  onStep('slow and silent CRM');
  const ringStorm = await measureRingStorm({ ...parts, product });
  const crm = await measureCrmCases({ ...parts, product });
  await product.child.kill();
  onStep('start and memory');
  const starts = await measureStarts({ ...parts, page });
  return {
    takenAt: new Date().toISOString(),
    isQuick: plan.isQuick,
    rounds: plan.rounds,
    seconds: (performance.now() - startedAt) / 1000,
    machine,
    rates: rates.cases,
    commit: rates.commit,
    crm,
    ringStorm,
    starts,
    complaints: [...load.complaints, ...ringStorm.complaints],
  } satisfies Report;
}

/** The rates of all servers; the product goes on running, the others have ended. */
async function measureServers({ plan, folder, sandbox, load, onStep }: Parts) {
  onStep('servers start');
  const start = (settings: Readonly<Record<string, string>>) =>
    startProduct({ folder, sandbox, settings });
  const product = await start({});
  const loggingProduct = await start({ LOG_LEVEL: 'info' });
  const journalingProduct = await start({ JOURNAL_VIA: '3cx' });
  // The callers are remembered from here on.
  for (const caller of KNOWN_CALLERS) {
    await Promise.all([product, loggingProduct, journalingProduct].map((it) => ring(it, caller)));
  }
  const page = await ring(product, KNOWN_CALLERS[0] ?? { number: '', name: '' });
  const http = await startBaseline('http', page);
  const express = await startBaseline('express', page);
  const commitFloor = startCommitFloor(folder);
  onStep('rates');
  const targets = createTargets({ http, express, product, loggingProduct, journalingProduct });
  const { measureCommits } = commitFloor;
  const rates: RateReport = await measureRates(targets, { load, measureCommits, plan });
  const others = [http, express, loggingProduct, journalingProduct].map((it) => it.child);
  await Promise.all([...others, commitFloor.child].map((child) => child.kill()));
  return { rates, page, product };
}

function startCommitFloor(folder: string) {
  const args = [COMMIT_FLOOR, join(folder, 'commit-floor.db')];
  const child = startChild({ side: 'server', args, hasMessages: true });
  const measureCommits: MeasureCommits = async (forMs) => {
    const answer = nextMessage(child);
    child.process.send(forMs);
    return (await answer) as CommitTimes;
  };
  return { child, measureCommits };
}
