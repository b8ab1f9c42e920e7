import type { Judged } from './judge.ts';
import type { Outcome } from './simulate.ts';
import { countVerdicts, formatTable, WRONG } from './table.ts';
import { callerOf, type Step } from './truth.ts';

/** How many wrong calls the report tells the story of. */
const STORIES = 10;

/** True when nothing was wrong, and there was something that could have been. */
export function isSuccess({ judgement, isSettled, lives }: Outcome): boolean {
  const { calls, strays } = judgement;
  const isProven = calls.some(({ verdict }) => verdict === 'right');
  return isProven && isSettled && strays.length === 0 && lives.crashes === 0 && !hasWrong(calls);
}

/** What to print: the stories of wrong calls, the table, and the numbers beside it. */
export function formatReport(outcome: Outcome, command: string): string {
  const { judgement, lives, crmRequests } = outcome;
  const wrong = judgement.calls.filter(isWrong);
  const statuses = Object.entries(crmRequests).map(([status, count]) => `${status}: ${count}`);
  return [
    ...wrong.slice(0, STORIES).map(formatStory),
    ...(wrong.length > STORIES ? [`… and ${wrong.length - STORIES} more wrong calls`] : []),
    '',
    formatTable(countVerdicts(judgement.calls)),
    '',
    `Events           ${outcome.eventsSent} sent, ${outcome.eventsAcknowledged} acknowledged`,
    `Server           ${lives.kills} kills (kill -9), ${lives.readyMs.length} starts, ${formatReady(lives.readyMs)}`,
    `Requests to CRM  ${statuses.join(', ')}`,
    `Time             day ${toSeconds(outcome.dayMs)} s, settled ${outcome.isSettled ? `${toSeconds(outcome.settleMs)} s later` : 'NOT in time'}`,
    ...(lives.crashes > 0 ? [`CRASHES          ${lives.crashes}`] : []),
    ...judgement.strays.map((stray) => `NOBODY'S CALL    ${JSON.stringify(stray)}`),
    ...outcome.refusedPages.slice(0, STORIES).map((page) => `REFUSED PAGE     ${page}`),
    `Again            ${command}`,
  ].join('\n');
}

/** The outcome for machines. */
export function toJson(outcome: Outcome, command: string): object {
  const { judgement, ...numbers } = outcome;
  return {
    command,
    isSuccess: isSuccess(outcome),
    ...numbers,
    table: countVerdicts(judgement.calls),
    strays: judgement.strays,
    wrong: judgement.calls.filter(isWrong).map(toStory),
  };
}

function hasWrong(calls: readonly Judged[]): boolean {
  return calls.some(isWrong);
}

function isWrong({ verdict }: Judged): boolean {
  return WRONG.includes(verdict);
}

function formatStory(judged: Judged): string {
  const { title, expected, events, calls, bookings } = toStory(judged);
  const list = (name: string, items: readonly unknown[]) =>
    items.map((item) => `    ${name.padEnd(9)}${JSON.stringify(item)}`);
  return [
    title,
    ...list('expected', expected),
    ...events.map((event) => `    ${event}`),
    ...list('shown', calls),
    ...list('booked', bookings),
  ].join('\n');
}

function toStory({ call, verdict, played, found }: Judged) {
  const { conversation, reports } = played;
  const [startedAt = 0] = [...reports.values()]
    .map(({ sentAt }) => sentAt)
    .toSorted((a, b) => a - b);
  const formatEvent = (step: Step) => {
    const { sentAt = 0, answeredAt = 0, status = 0 } = reports.get(step) ?? {};
    const time = `${sentAt - startedAt}`.padStart(6);
    const { call: dialog, phone } = step.leg;
    const reason = step.reason === undefined ? '' : ` ${step.reason}`;
    return `${time} ms (${status} in ${answeredAt - sentAt} ms)  phone ${phone}  ${step.event}  ${dialog.remote}  ${dialog.id}${reason}`;
  };
  return {
    title: `${call.kind}: ${verdict}`,
    startedAt: new Date(startedAt).toISOString(),
    expected: conversation.expected.map((it) => ({
      is: it === call ? 'this' : 'beside it',
      number: callerOf(it)?.number ?? it.other,
      ...(callerOf(it)?.contact && { contact: callerOf(it)?.contact }),
      direction: it.direction,
      outcome: it.outcome,
      phones: it.phones,
      agent: it.agent,
    })),
    events: conversation.steps.map(formatEvent),
    ...found,
  };
}

function formatReady(readyMs: readonly number[]): string {
  const sorted = readyMs.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `ready after ${toSeconds(median)} s (longest ${toSeconds(sorted.at(-1) ?? 0)} s)`;
}

function toSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
