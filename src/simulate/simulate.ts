import { setTimeout as delay } from 'node:timers/promises';
import type { Account, Api } from './account.ts';
import { startBackground, type Task } from './background.ts';
import { type Judgement, judge } from './judge.ts';
import { openOffice } from './office.ts';
import { type DayPlan, planDay } from './office-day.ts';
import { playDay } from './play-day.ts';
import { createRequestCount } from './request-count.ts';
import type { Lives } from './server.ts';
import type { Played } from './truth.ts';
import { changeWeather } from './weather.ts';

/** What to simulate. */
export type Plan = DayPlan & {
  /** How long the server lives on average; 0: it is never killed. */
  readonly killEveryMs: number;
  readonly hasFaults: boolean;
  /** An empty folder for data and logs. */
  readonly folder: string;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
};

/** What came out. */
export type Outcome = {
  readonly judgement: Judgement;
  readonly lives: Lives;
  readonly eventsSent: number;
  readonly eventsAcknowledged: number;
  readonly crmRequests: Readonly<Record<string, number>>;
  /** Whether everything was sent to the CRM in the end. */
  readonly isSettled: boolean;
  readonly dayMs: number;
  readonly settleMs: number;
  /** Pages that a phone would not show. */
  readonly refusedPages: readonly string[];
};

/** Longest time for the journal to be empty after the day. */
export const SETTLE_WITHIN_MS = 60_000;
const UNCLEAR_EVERY_MS = 4000;

/** Simulates an office day: phones, the server and a CRM as processes of their own, and trouble. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const { seed, signal, tell } = plan;
  const day = planDay(plan);
  const office = await openOffice(day, plan);
  const { crm, server, api, phones } = office;
  const seconds = Math.round(day.lengthMs / 1000);
  tell(`The office opens for ${seconds} s: ${phones.length} phones, ${plan.calls} calls`);
  const count = createRequestCount(crm);
  const unclear = new Set<string>();
  const watch = startBackground(signal, [count.run, createUnclearWatch(api, unclear)]);
  const troubles = startBackground(signal, [
    (ending) => server.killEvery(plan.killEveryMs, seed, ending),
    ...(plan.hasFaults ? [(ending: AbortSignal) => changeWeather(crm, seed, ending)] : []),
  ]);
  const startedAt = Date.now();
  const played = await watch.during(troubles.during(playDay(day, phones, signal)));
  const dayMs = Date.now() - startedAt;
  await troubles.stop();
  await crm.setFaults([]);
  tell('The office closes: no more faults, what is left goes to the CRM');
  const isSettled = await watch.during(api.settle(SETTLE_WITHIN_MS));
  const settleMs = Date.now() - startedAt - dayMs;
  await watch.stop();
  const account: Account = {
    calls: await api.listCalls(),
    bookings: await crm.listBookings(),
    activities: await crm.listActivities(),
    unclear: new Set([...unclear, ...(await api.listUnclear())]),
  };
  return {
    judgement: judge(played, account),
    lives: server.lives,
    ...countEvents(played),
    crmRequests: await count.finish(),
    isSettled,
    dayMs,
    settleMs,
    refusedPages: phones.flatMap(({ refusals }) => refusals),
  };
}

/** The API lists the latest entries only, so that the marks are collected all along. */
function createUnclearWatch(api: Api, unclear: Set<string>): Task {
  return async (ending) => {
    while (!ending.aborted) {
      await delay(UNCLEAR_EVERY_MS, undefined, { signal: ending }).catch(() => {});
      // The server may just have been killed: the next look sees as much.
      for (const id of await api.listUnclear().catch(() => [])) unclear.add(id);
    }
  };
}

function countEvents(played: readonly Played[]) {
  const reports = played.flatMap((one) => [...one.reports.values()]);
  const acknowledged = reports.filter(({ status }) => status === 200);
  return { eventsSent: reports.length, eventsAcknowledged: acknowledged.length };
}
