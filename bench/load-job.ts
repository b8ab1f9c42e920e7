import type { CallRange, Traffic } from './traffic.ts';

/** What the load process is to do. */
export type LoadJob = {
  readonly port: number;
  readonly connections: number;
  readonly traffic: Traffic;
  /** No new request after this time; traffic that ends by itself may end earlier. */
  readonly stopAfterMs: number;
};

/** What came of it. */
export type LoadResult = {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The calls that were begun. */
  readonly calls: CallRange;
  /** How many answers were not as expected, and what the first of them was. */
  readonly wrong: number;
  readonly firstWrong?: string;
};
