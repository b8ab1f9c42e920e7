import { describe, expect, it } from 'vitest';
import type { Judged, Verdict } from '../../src/simulate/judge.ts';
import { formatReport, isSuccess } from '../../src/simulate/report.ts';
import type { Outcome } from '../../src/simulate/simulate.ts';
import { COLUMNS, countVerdicts, WRONG } from '../../src/simulate/table.ts';
import type { Kind } from '../../src/simulate/truth.ts';
import { booking, KNOWN } from './small-day.ts';

function judged(kind: Kind, verdict: Verdict): Judged {
  const call = {
    kind,
    other: KNOWN,
    direction: 'in',
    outcome: 'missed',
    phones: [0],
    isBooked: true,
  } as const;
  const conversation = { steps: [], expected: [call] };
  return {
    call,
    verdict,
    played: { conversation, reports: new Map() },
    found: { calls: [], bookings: [] },
  };
}

function outcomeOf(calls: readonly Judged[], changes: Partial<Outcome> = {}): Outcome {
  return {
    judgement: { calls, strays: [] },
    lives: { kills: 2, readyMs: [300, 500, 400], crashes: 0 },
    eventsSent: 10,
    eventsAcknowledged: 9,
    crmRequests: { 200: 7, reset: 1 },
    isSettled: true,
    dayMs: 1000,
    settleMs: 500,
    refusedPages: [],
    ...changes,
  };
}

describe('countVerdicts', () => {
  it('counts each verdict in its column, with the total in the last row', () => {
    const calls = COLUMNS.map((verdict) => judged('incoming, missed', verdict));
    const rows = countVerdicts([...calls, judged('internal call', 'right')]);
    expect(rows.map(({ kind, right, missing }) => [kind, right, missing])).toEqual([
      ['incoming, missed', 1, 1],
      ['internal call', 1, 0],
      ['total', 2, 1],
    ]);
    for (const column of COLUMNS) expect(rows[0]?.[column]).toBe(1);
  });
});

describe('isSuccess', () => {
  const right = judged('incoming, missed', 'right');

  it.each(WRONG)('is false when a call is %s', (verdict) => {
    expect(isSuccess(outcomeOf([right, judged('internal call', verdict)]))).toBe(false);
  });

  it.each(['right', 'undecided', 'not told'] as const)('allows a call that is %s', (verdict) => {
    expect(isSuccess(outcomeOf([right, judged('internal call', verdict)]))).toBe(true);
  });

  it.each([
    ['nothing could be judged', outcomeOf([judged('incoming, missed', 'not told')])],
    [
      'something belongs to nothing that happened',
      outcomeOf([right], { judgement: { calls: [right], strays: [booking()] } }),
    ],
    ['something was not sent in time', outcomeOf([right], { isSettled: false })],
    [
      'the server fell by itself',
      outcomeOf([right], { lives: { kills: 0, readyMs: [1], crashes: 1 } }),
    ],
  ])('is false when %s', (_what, outcome) => {
    expect(isSuccess(outcome)).toBe(false);
  });
});

describe('formatReport', () => {
  it('has the table, the numbers and the command', () => {
    const report = formatReport(outcomeOf([judged('incoming, missed', 'missing')]), 'again!');
    expect(report).toContain('incoming, missed: missing');
    expect(report).toMatch(/incoming, missed +1 +0 +1 +0/);
    expect(report).toContain('10 sent, 9 acknowledged');
    expect(report).toContain('2 kills (kill -9), 3 starts, ready after 0.4 s (longest 0.5 s)');
    expect(report).toContain('200: 7, reset: 1');
    expect(report).toContain('again!');
  });
});
