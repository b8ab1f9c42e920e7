import type { CommitTimes } from './commit-floor.ts';
import { PHONE_TOKEN, type ServerProcess } from './product-process.ts';
import { KNOWN_CALLER, KNOWN_CALLERS, ringForCardPaths } from './ringing-phones.ts';
import type { Traffic } from './traffic.ts';

/** Something whose rate is measured. */
export type Target = {
  readonly id: string;
  readonly label: string;
  readonly server: ServerProcess;
  createTraffic(): Traffic | Promise<Traffic>;
  /** It works on in the background, so it is halted during the others' turns. */
  readonly isBusyAfterwards?: true;
};

/** The servers that take turns. */
export type RateServers = {
  readonly http: ServerProcess;
  readonly express: ServerProcess;
  readonly product: ServerProcess;
  readonly loggingProduct: ServerProcess;
  readonly journalingProduct: ServerProcess;
};

/** Measures the disk for so many milliseconds. */
export type MeasureCommits = (forMs: number) => Promise<CommitTimes>;

const token = PHONE_TOKEN;
/** Few enough that ringing them takes no time, enough that they are not one hot row. */
const CARDS = 32;

/** What is measured, in the order of the turns; the baselines' ids are `http` and `express`. */
export function createTargets(servers: RateServers): readonly Target[] {
  const { product } = servers;
  const bare: Traffic = { kind: 'pages', asks: [{ path: '/card', expect: KNOWN_CALLER.name }] };
  const incoming: Traffic = { kind: 'incoming', token, callers: [KNOWN_CALLER] };
  const calls: Traffic = { kind: 'calls', token, callers: KNOWN_CALLERS };
  return [
    {
      id: 'http',
      label: 'bare node:http, same bytes',
      server: servers.http,
      createTraffic: () => bare,
    },
    {
      id: 'express',
      label: 'bare Express 5, same bytes',
      server: servers.express,
      createTraffic: () => bare,
    },
    {
      id: 'incoming',
      label: 'incoming: durable event and card',
      server: product,
      createTraffic: () => incoming,
    },
    {
      id: 'incoming-logged',
      label: '  same, LOG_LEVEL=info',
      server: servers.loggingProduct,
      createTraffic: () => incoming,
    },
    {
      id: 'calls',
      label: 'incoming, connected, disconnected',
      server: product,
      createTraffic: () => calls,
    },
    {
      id: 'calls-journaled',
      label: '  same, JOURNAL_VIA=3cx delivering',
      server: servers.journalingProduct,
      createTraffic: () => calls,
      isBusyAfterwards: true,
    },
    {
      id: 'card',
      label: 'caller card looking again',
      server: product,
      createTraffic: async () => {
        const paths = await ringForCardPaths(product, CARDS);
        return { kind: 'pages', asks: paths.map((path) => ({ path, expect: KNOWN_CALLER.name })) };
      },
    },
    {
      id: 'directory',
      label: 'directory entry page',
      server: product,
      createTraffic: () => {
        const path = `/snom/${token}/directory?mac=000413000001`;
        return { kind: 'pages', asks: [{ path, expect: 'mac=000413000001</URL>' }] };
      },
    },
  ];
}
