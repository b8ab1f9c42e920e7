import type { Load } from './load.ts';
import type { LoadResult } from './load-job.ts';
import { CONNECTIONS, type Plan } from './plan.ts';
import { PHONE_TOKEN } from './product-process.ts';
import type { MeasureCommits, Target } from './rate-targets.ts';
import { median } from './statistics.ts';

/** One turn of one target. */
type Turn = Pick<LoadResult, 'p50Ms' | 'p99Ms'> & {
  readonly perSecond: number;
  /** CPU time of the server for one request in microseconds. */
  readonly cpuMicros: number;
};

/** A target at a number of connections: medians of its turns, and of the ratios in each round. */
export type RateCase = Turn & {
  readonly id: string;
  readonly label: string;
  readonly connections: number;
  /** Rate as a share of the baseline's rate. */
  readonly ofHttp: number;
  readonly ofExpress: number;
  /** p50 less the p50 of bare Express. */
  readonly overExpressMs: number;
  /** p50 as a multiple of the p50 of bare Express. */
  readonly timesExpress: number;
};

/** The rates, and what the disk allows. */
export type RateReport = {
  readonly cases: readonly RateCase[];
  readonly commit: { readonly p50Ms: number; readonly p99Ms: number };
};

type Round = ReadonlyMap<string, Turn>;

/** Lets baselines and product take turns, so that a disturbance of the computer meets them all. */
export async function measureRates(
  targets: readonly Target[],
  { load, measureCommits, plan }: { load: Load; measureCommits: MeasureCommits; plan: Plan },
): Promise<RateReport> {
  for (const target of targets) {
    await takeTurn(target, { load, connections: 16, warmUpMs: 0, measureMs: plan.firstWarmUpMs });
  }
  const rounds: Round[] = [];
  const commits = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    commits.push(await measureCommits(plan.measureMs / 2));
    rounds.push(await takeTurns(targets, load, plan));
  }
  return {
    cases: CONNECTIONS.flatMap((connections) =>
      targets.map((target) => summarize(target, connections, rounds)),
    ),
    commit: {
      p50Ms: median(commits.map((it) => it.p50Ms)),
      p99Ms: median(commits.map((it) => it.p99Ms)),
    },
  };
}

async function takeTurns(targets: readonly Target[], load: Load, plan: Plan): Promise<Round> {
  const round = new Map<string, Turn>();
  for (const connections of CONNECTIONS) {
    for (const target of targets) {
      const turn = await takeTurn(target, { load, connections, ...plan });
      round.set(keyOf(target.id, connections), turn);
    }
  }
  return round;
}

async function takeTurn(
  { server, createTraffic, isBusyAfterwards }: Target,
  how: { load: Load; connections: number; warmUpMs: number; measureMs: number },
): Promise<Turn> {
  const { load, connections } = how;
  server.child.resume();
  const traffic = await createTraffic();
  const job = { port: server.port, connections, traffic };
  const warmUp = await load.run({ ...job, stopAfterMs: how.warmUpMs });
  const cpuBefore = server.child.cpuMs();
  const result = await load.run({ ...job, stopAfterMs: how.measureMs });
  const cpuMs = server.child.cpuMs() - cpuBefore;
  if (traffic.kind === 'incoming') {
    // Otherwise the next turns would find thousands of phones ringing, as no office has.
    const calls = { from: warmUp.calls.from, to: result.calls.to };
    const hangUps = { kind: 'hang-ups', token: PHONE_TOKEN, calls } as const;
    await load.run({ ...job, connections: 16, traffic: hangUps, stopAfterMs: 30_000 });
  }
  if (isBusyAfterwards) server.child.pause();
  return {
    perSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuMicros: (cpuMs * 1000) / result.requests,
  };
}

function summarize({ id, label }: Target, connections: number, rounds: readonly Round[]): RateCase {
  const middle = (value: (own: Turn, http: Turn, express: Turn) => number) =>
    median(
      rounds.flatMap((round) => {
        const [own, http, express] = [id, 'http', 'express'].map((name) =>
          round.get(keyOf(name, connections)),
        );
        return own && http && express ? [value(own, http, express)] : [];
      }),
    );
  return {
    id,
    label,
    connections,
    perSecond: middle((own) => own.perSecond),
    p50Ms: middle((own) => own.p50Ms),
    p99Ms: middle((own) => own.p99Ms),
    cpuMicros: middle((own) => own.cpuMicros),
    ofHttp: middle((own, http) => own.perSecond / http.perSecond),
    ofExpress: middle((own, _http, express) => own.perSecond / express.perSecond),
    overExpressMs: middle((own, _http, express) => own.p50Ms - express.p50Ms),
    timesExpress: middle((own, _http, express) => own.p50Ms / express.p50Ms),
  };
}

function keyOf(id: string, connections: number): string {
  return `${id} ${connections}`;
}
