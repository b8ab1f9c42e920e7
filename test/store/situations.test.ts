import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { draftEntry } from '../../src/domain/journal.ts';
import { openStore } from '../../src/store/sqlite/store.ts';
import { describeCalls, readLines } from '../domain/notation.ts';
import { LIMITS, RULES } from '../domain/play.ts';
import { SITUATIONS } from '../domain/situations/all.ts';

const LATER = 1e9;

function open(internal: boolean) {
  const path = mkdtempSync(join(tmpdir(), 'situation-'));
  const policy = {
    via: '3cx',
    unknown: 'send',
    internal,
    settleMs: RULES.ringGroupMs,
    giveUpMs: 1e9,
  } as const;
  let ids = 0;
  const store = openStore(join(path, 'test.db'), {
    draftEntry: (call) => draftEntry(call, policy),
    rules: RULES,
    newId: () => `id${String(++ids).padStart(4, '0')}`,
    giveUpMs: policy.giveUpMs,
  });
  onTestFinished(() => {
    store.close();
    rmSync(path, { recursive: true });
  });
  return store;
}

describe.each(SITUATIONS)('the store, %s', (_name, situations) => {
  it.each(situations)('$name', async ({ told, calls: expected, internal, closed }) => {
    const { calls } = open(internal === true);
    for (const event of readLines(told).flat()) await calls.record(event);
    if (closed) await calls.closeOverdue(LATER, LIMITS);
    const stored = await calls.listCalls({ limit: 100 });
    expect(describeCalls(stored, internal)).toEqual(expected);
    for (const { entry, ...call } of stored) {
      const [text = ''] = describeCalls([call], internal);
      const state = { pending: ' sent', skipped: ` skip ${entry?.reason}` };
      expect(text).toContain(entry ? state[entry.state as 'pending'] : ' open');
    }
  });
});
