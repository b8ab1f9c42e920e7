// The load process: takes one job after the other from its parent and makes the requests.
import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, openConnection } from './http-connection.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import { percentile } from './statistics.ts';
import { type Ask, askWholeCall, eventPath, pickCaller, type Traffic } from './traffic.ts';

/** Calls are numbered on and on, so that no two of a bench are the same. */
let nextCall = 1;

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());

async function run(job: LoadJob): Promise<LoadResult> {
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => openConnection(job.port)),
  );
  const firstCall = nextCall;
  const times: number[] = [];
  const wrong: string[] = [];
  const startedAt = performance.now();
  const work = connections.map((connection, index) =>
    askAll(connection, createAsks(job, index), startedAt + job.stopAfterMs, (ms, complaint) => {
      if (ms !== undefined) times.push(ms);
      if (complaint !== undefined) wrong.push(complaint);
    }),
  );
  await Promise.all(work);
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  const [firstWrong] = wrong;
  times.sort((one, other) => one - other);
  return {
    requests: times.length,
    seconds,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    calls: { from: firstCall, to: nextCall },
    wrong: wrong.length,
    ...(firstWrong !== undefined && { firstWrong }),
  };
}

async function askAll(
  connection: Connection,
  { asks, delayMs }: { readonly asks: Iterable<Ask>; readonly delayMs: number },
  stopAt: number,
  onAnswer: (ms: number | undefined, complaint: string | undefined) => void,
): Promise<void> {
  if (delayMs > 0) await delay(delayMs);
  try {
    for (const ask of asks) {
      if (performance.now() >= stopAt) return;
      const { status, body, ms } = await connection.ask(ask.path);
      const isRight = ask.expect === '' ? body.length === 0 : body.includes(ask.expect);
      onAnswer(ms, status === 200 && isRight ? undefined : describe(ask, status, body));
    }
  } catch (error) {
    onAnswer(undefined, String(error));
  }
}

function createAsks(
  { traffic, connections }: LoadJob,
  index: number,
): { readonly asks: Iterable<Ask>; readonly delayMs: number } {
  if (traffic.kind !== 'once') return { asks: endless(traffic, index, connections), delayMs: 0 };
  const asks = traffic.asks.filter((_, at) => at % connections === index);
  return { asks, delayMs: index * traffic.staggerMs };
}

function* endless(
  traffic: Exclude<Traffic, { kind: 'once' }>,
  index: number,
  connections: number,
): Generator<Ask> {
  switch (traffic.kind) {
    case 'pages':
      for (;;) yield* traffic.asks;
    case 'incoming':
      for (;;) {
        const call = nextCall++;
        const caller = pickCaller(call, traffic.callers);
        yield { path: eventPath(traffic.token, 'incoming', call, caller), expect: caller.name };
      }
    case 'calls':
      for (;;) yield* askWholeCall(traffic.token, nextCall++, traffic.callers);
    case 'hang-ups': {
      const { token, calls } = traffic;
      for (let call = calls.from + index; call < calls.to; call += connections) {
        const path = eventPath(token, 'disconnected', call, { number: '', name: '' });
        yield { path, expect: '' };
      }
    }
  }
}

function describe({ path, expect }: Ask, status: number, body: Buffer): string {
  const address = path.replace(/\?.*/, '').replace(/\/snom\/[^/]+/, '');
  const got = body.toString('utf8').replace(/\s+/g, ' ').slice(0, 200);
  return `${address} answered ${status} "${got}" instead of 200 with "${expect}"`;
}
