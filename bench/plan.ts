/** How long and how often is measured. Times in milliseconds. */
export type Plan = {
  readonly isQuick: boolean;
  /** Turns of baselines and product; every figure is the median of them. */
  readonly rounds: number;
  /** Once for each server before the first round, so that its code is compiled. */
  readonly firstWarmUpMs: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Rounds of look-ups in a slow and in a silent CRM, and of ring storms. */
  readonly crmRounds: number;
  /** Look-ups one after the other that a connection makes in such a round. */
  readonly crmRepeats: number;
  readonly starts: number;
  /** The bench gives up after this time, whatever hangs. */
  readonly deadlineMs: number;
};

export const FULL: Plan = {
  isQuick: false,
  rounds: 5,
  firstWarmUpMs: 1500,
  warmUpMs: 200,
  measureMs: 800,
  crmRounds: 3,
  crmRepeats: 6,
  starts: 5,
  deadlineMs: 240_000,
};

export const QUICK: Plan = {
  isQuick: true,
  rounds: 1,
  firstWarmUpMs: 250,
  warmUpMs: 50,
  measureMs: 300,
  crmRounds: 1,
  crmRepeats: 3,
  starts: 1,
  deadlineMs: 90_000,
};

/** Parallel keep-alive connections. */
export const CONNECTIONS = [1, 16] as const;
