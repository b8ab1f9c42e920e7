import type { PlayedStep } from './play-scenario.ts';
import { playScenario } from './play-scenario.ts';
import type { CallPlan, Scenario } from './scenarios.ts';
import { answered, missed } from './scenarios.ts';
import type { SnomPhone } from './snom-phone.ts';

/** How the phones of a group end up. */
export type RingGroupPlan = Omit<CallPlan, 'remote' | 'callId'> & {
  /** Index of the phone that takes the call; nobody does when missing. */
  readonly answeredBy?: number;
  /** The Call-ID all phones share, as behind a forking proxy; each has its own when missing. */
  readonly sharedCallId?: string;
  /** Whether the telephone system tells the others why they stop ringing. */
  readonly elsewhere?: 'with-reason' | 'without-reason';
};

/** The SIP Reason with which a telephone system stops the phones that weren't quick enough. */
export const COMPLETED_ELSEWHERE = 'SIP;cause=200;text="Call completed elsewhere"';

/** Several phones ring together for one caller; returns what each of them sent. */
export function ringGroup(
  phones: readonly SnomPhone[],
  from: string,
  plan: RingGroupPlan = {},
): Promise<PlayedStep[][]> {
  const scenarios = ringGroupScenarios(phones.length, from, plan);
  return Promise.all(
    phones.map(async (phone, index) => {
      const scenario = scenarios[index];
      return scenario ? playScenario(phone, scenario) : [];
    }),
  );
}

/** One scenario for each phone of a group. */
export function ringGroupScenarios(count: number, from: string, plan: RingGroupPlan): Scenario[] {
  const { answeredBy, sharedCallId, elsewhere = 'without-reason', ...rest } = plan;
  const call = {
    ...rest,
    remote: from,
    ...(sharedCallId !== undefined && { callId: sharedCallId }),
  };
  const knowsReason = answeredBy !== undefined && elsewhere === 'with-reason';
  const others = knowsReason ? stopped(missed(call)) : missed(call);
  return Array.from({ length: count }, (_, index) =>
    index === answeredBy ? answered(call) : others,
  );
}

/** A phone that is told "completed elsewhere" lists no missed call. */
function stopped(scenario: Scenario): Scenario {
  const steps = scenario.steps
    .filter(({ event }) => event !== 'missed')
    .map((step) =>
      step.event === 'disconnected' ? { ...step, reason: COMPLETED_ELSEWHERE } : step,
    );
  return { ...scenario, steps };
}
