import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { buildIfNeeded } from '../simulate/build.ts';
import { planDay } from '../simulate/office-day.ts';
import { formatReport, isSuccess, toJson } from '../simulate/report.ts';
import { SETTLE_WITHIN_MS, simulate } from '../simulate/simulate.ts';
import { DEFAULT_MINUTES_PER_SECOND } from '../simulate/timing.ts';

/** For starting, for the last calls and for reading what came out, beside the day itself. */
const SPARE_MS = 60_000;

type Options = {
  readonly phones: number;
  readonly calls: number;
  readonly seed: number;
  readonly killEvery: number;
  readonly faults: boolean;
  readonly minutesPerSecond: number;
  readonly keep?: true;
  readonly json?: string;
};

const options = new Command('simulate')
  .description('Plays an office day with trouble, and compares what the CRM holds with the truth')
  .option('--phones <count>', 'how many phones the office has', parseNumber(2, 399), 60)
  .option('--calls <count>', 'how many calls there are', parseNumber(1, 100_000), 2000)
  .option('--seed <number>', 'decides everything that is left to chance', parseNumber(0, 1e9), 1)
  .option('--kill-every <seconds>', 'average life of the server, 0: no kills', parseAmount(0), 8)
  .option('--no-faults', 'the CRM has no faults')
  .option(
    '--minutes-per-second <scale>',
    'office minutes per second: the higher, the shorter the conversations',
    parseAmount(0.5),
    DEFAULT_MINUTES_PER_SECOND,
  )
  .option('--keep', 'keeps the data folder')
  .option('--json <file>', 'also writes the outcome to a file')
  .parse()
  .opts<Options>();

const folder = mkdtempSync(join(tmpdir(), 'propstack-snom-simulate-'));
const ending = new AbortController();
process.on('exit', () => {
  if (!options.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => process.exit(130));
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  const reason: unknown = ending.signal.aborted ? ending.signal.reason : error;
  console.error(reason instanceof Error ? reason.message : String(reason));
  process.exitCode = 1;
}
// The CRM and the server still run: they end with us.
process.exit();

async function run(): Promise<boolean> {
  buildIfNeeded();
  const { killEvery, faults, ...rest } = options;
  const deadlineMs = planDay(rest).lengthMs + SETTLE_WITHIN_MS + SPARE_MS;
  setTimeout(() => {
    ending.abort(new Error(`Not done within ${Math.round(deadlineMs / 1000)} s: given up`));
  }, deadlineMs).unref();
  const outcome = await simulate({
    ...rest,
    killEveryMs: killEvery * 1000,
    hasFaults: faults,
    folder,
    signal: ending.signal,
    tell: (line) => console.log(line),
  });
  console.log(formatReport(outcome, formatCommand()));
  if (options.keep) console.log(`Kept             ${folder}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(toJson(outcome, formatCommand()), null, 2)}\n`);
  }
  return isSuccess(outcome);
}

function formatCommand(): string {
  const { phones, calls, seed, killEvery, faults, minutesPerSecond } = options;
  const day = `--phones ${phones} --calls ${calls} --seed ${seed}`;
  const trouble = `--kill-every ${killEvery}${faults ? '' : ' --no-faults'}`;
  return `npm run simulate -- ${day} ${trouble} --minutes-per-second ${minutesPerSecond}`;
}

function parseNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}`);
  };
}

function parseAmount(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= least && value <= 3600) return value;
    throw new InvalidArgumentError(`give a number from ${least} to 3600`);
  };
}
