import { cpus, loadavg } from 'node:os';
import { IS_PINNED } from './cores.ts';
import type { CrmCase } from './crm-cases.ts';
import type { RateCase, RateReport } from './rate-cases.ts';
import type { RingStorm } from './ring-storm.ts';
import type { StartCase } from './start-cases.ts';

/** Everything a run of the bench found out. Ratios hold within one run only. */
export type Report = {
  readonly takenAt: string;
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly machine: Machine;
  readonly rates: readonly RateCase[];
  /** A durable commit of one row in SQLite on the same disk. */
  readonly commit: RateReport['commit'];
  readonly crm: readonly CrmCase[];
  readonly ringStorm: RingStorm;
  readonly starts: readonly StartCase[];
  /** Wrong answers, one sentence each. */
  readonly complaints: readonly string[];
};

export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  /** Servers and load had a core each. */
  readonly isPinned: boolean;
  /** Processes that wanted to run in the minute before the bench began. */
  readonly loadBefore: number;
};

/** From here on other programs disturb the measurement. */
const BUSY_LOAD = 0.5;
/** How far a durable event may be behind bare Express at one connection. */
const AIM_OVER_EXPRESS_MS = 2;

/** What the figures depend on. */
export function describeMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    node: process.version,
    isPinned: IS_PINNED,
    loadBefore: loadavg()[0] ?? Number.NaN,
  };
}

/** The report as tables for people. */
export function formatReport(report: Report): string {
  const { machine, commit, ringStorm: storm } = report;
  return [
    `${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node}; ` +
      `${machine.isPinned ? 'server and load on a core each' : 'server and load share the cores'}; ` +
      `load before ${show(machine.loadBefore, 1)}; ${report.rounds} rounds, ${Math.round(report.seconds)} s`,
    'Compare within this run only. of http, of Express: rate as a share of the baseline; CPU: the',
    "server's time for one request.",
    ...(machine.loadBefore > BUSY_LOAD
      ? ['Other programs kept the computer busy when the bench began: read the figures with care.']
      : []),
    '',
    formatTable(RATE_HEAD, report.rates.map(toRateRow)),
    '',
    `Durable commit of one row on this disk: p50 ${show(commit.p50Ms, 2)} ms, p99 ${show(commit.p99Ms, 2)} ms`,
    ...report.rates.filter(isAim).map(formatAim),
    '',
    formatTable(CRM_HEAD, report.crm.map(toCrmRow)),
    '',
    `Ring storm, ${storm.phones} phones within ${storm.withinMs} ms, CRM needs ${storm.crmMs} ms: ` +
      `each spelling asked for ${storm.askedPerSpelling}x (${storm.crmRequests} requests), ` +
      `p50 ${show(storm.p50Ms, 0)} ms, p99 ${show(storm.p99Ms, 0)} ms`,
    '',
    formatTable(START_HEAD, report.starts.map(toStartRow)),
  ].join('\n');
}

const RATE_HEAD = ['', 'conn.', 'per s', 'of http', 'of Express', 'p50 ms', 'p99 ms', 'CPU µs'];

function toRateRow(it: RateCase): string[] {
  return [
    it.label,
    String(it.connections),
    show(it.perSecond, 0),
    show(it.ofHttp, 2),
    show(it.ofExpress, 2),
    show(it.p50Ms, 2),
    show(it.p99Ms, 2),
    show(it.cpuMicros, 0),
  ];
}

const CRM_HEAD = ['', 'conn.', 'requests', 'p50 ms', 'p99 ms', 'p99 over the wait'];

function toCrmRow(it: CrmCase): string[] {
  return [
    it.label,
    String(it.connections),
    String(it.requests),
    show(it.p50Ms, 1),
    show(it.p99Ms, 1),
    show(it.overFloorMs, 1),
  ];
}

const START_HEAD = ['', 'start ms', 'of Express', 'idle MB'];

function toStartRow(it: StartCase): string[] {
  return [it.label, show(it.startMs, 0), show(it.timesExpress, 2), show(it.memoryMegabytes, 0)];
}

function isAim({ id, connections }: RateCase): boolean {
  return connections === 1 && ['incoming', 'calls', 'calls-journaled'].includes(id);
}

function formatAim(it: RateCase): string {
  const verdict = it.overExpressMs <= AIM_OVER_EXPRESS_MS ? 'met' : 'missed';
  return (
    `${it.label.trim()}: p50 ${show(it.overExpressMs, 2)} ms over bare Express, ` +
    `${show(it.timesExpress, 1)} times it (aim: within ${AIM_OVER_EXPRESS_MS} ms, ${verdict})`
  );
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function show(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}
