import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runBench } from './bench.ts';
import { pinThisProcess } from './cores.ts';
import { FULL, QUICK } from './plan.ts';
import { formatReport } from './report.ts';

const { quick } = new Command('bench')
  .description('Measures the server against bare baselines and writes results/bench.json.')
  .option('--quick', 'one short round, to see that it works')
  .parse()
  .opts<{ quick?: true }>();

const plan = quick ? QUICK : FULL;
const project = fileURLToPath(new URL('..', import.meta.url));
const results = join(project, 'results');
mkdirSync(results, { recursive: true });
const folder = mkdtempSync(join(results, 'bench-'));

// Children end with this process in any case: see child.ts.
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}
setTimeout(() => fail(`The bench took longer than ${plan.deadlineMs / 1000} s`), plan.deadlineMs);

pinThisProcess();
build();
const report = await runBench(plan, folder, (step) => console.error(`… ${step}`)).catch(
  (error: unknown) => fail(`The bench broke off: ${String(error)}`),
);
console.log(formatReport(report));
writeFileSync(join(results, 'bench.json'), `${JSON.stringify(report, undefined, 2)}\n`);
const [complaint, ...more] = report.complaints;
if (complaint !== undefined) fail(`Answered wrongly, ${complaint} (and ${more.length} more)`);
process.exit(0);

/** What is measured is what the sources say now. */
function build(): void {
  const require = createRequire(import.meta.url);
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const args = [compiler, '-p', join(project, 'tsconfig.build.json')];
  const { status } = spawnSync(process.execPath, args, { cwd: project, stdio: 'inherit' });
  if (status !== 0) fail('The server could not be built');
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
