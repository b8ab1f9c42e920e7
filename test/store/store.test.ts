import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { draftEntry } from '../../src/domain/journal.ts';
import type { PhoneEvent } from '../../src/domain/phone-event.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { openStore } from '../../src/store/sqlite/store.ts';
import { createWriter } from '../../src/store/sqlite/writer.ts';

const POLICY = {
  via: '3cx',
  unknown: 'send',
  internal: false,
  settleMs: 4000,
  giveUpMs: 1e9,
} as const;
const ANNA = { e164: '+491701234567', digits: '01701234567' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'store-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function open(file = join(folder(), 'test.db')) {
  let ids = 0;
  const store = openStore(file, {
    draftEntry: (call) => draftEntry(call, POLICY),
    rules: { ringGroupMs: POLICY.settleMs },
    newId: () => `id${String(++ids).padStart(4, '0')}-${Math.random()}`,
    giveUpMs: POLICY.giveUpMs,
  });
  let isOpen = true;
  const close = () => {
    if (isOpen) store.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...store, file, close };
}

const event = (
  type: PhoneEvent['type'],
  at: number,
  more: Partial<PhoneEvent> = {},
): PhoneEvent => ({
  type,
  at,
  phone: 'A',
  callId: 'c1',
  remote: { kind: 'external', number: ANNA },
  remoteRaw: '01701234567',
  local: '21',
  ...more,
});

describe('the store', () => {
  it('keeps a call in progress over a restart, to the last detail', async () => {
    const first = open();
    await first.calls.record(event('incoming', 1000, { name: 'Anna' }));
    await first.calls.record(event('connected', 2000));
    await first.calls.record(event('hold', 3000));
    const [before] = await first.calls.listCalls({ limit: 10 });
    first.close();
    const second = open(first.file);
    expect(await second.calls.listCalls({ limit: 10 })).toEqual([before]);
    await second.calls.record(event('disconnected', 62_000));
    const [after] = await second.calls.listCalls({ limit: 10 });
    expect(after).toMatchObject({
      outcome: 'answered',
      legs: [{ heldMs: 59_000, end: 'hung-up' }],
      entry: { state: 'pending', notBefore: 62_000 },
    });
  });

  it('makes exactly one entry of a call, however often its end is told', async () => {
    const { calls, outbox } = open();
    const told = ['incoming', 'disconnected', 'disconnected', 'missed'] as const;
    for (const [index, type] of told.entries()) await calls.record(event(type, index * 1000));
    expect(await outbox.list({ limit: 10 })).toHaveLength(1);
    expect((await outbox.count()).byState).toMatchObject({ pending: 1 });
  });

  it('takes up what was being sent when the process died, to be looked for at once', async () => {
    const first = open();
    await first.calls.record(event('incoming', 0));
    await first.calls.record(event('connected', 1));
    await first.calls.record(event('disconnected', 2));
    const due = await first.outbox.findDue(10);
    await first.outbox.markSending(due?.id ?? '', 10);
    expect(await first.outbox.findDue(1e12)).toBeUndefined();
    first.close();
    const second = open(first.file);
    expect(await second.outbox.recover(20)).toBe(1);
    expect(await second.outbox.findDue(20)).toMatchObject({ mustLook: true, attempts: 1 });
  });

  it('does not bring back an entry that was dismissed while it was being sent', async () => {
    const { calls, outbox } = open();
    await calls.record(event('incoming', 0));
    await calls.record(event('connected', 1));
    await calls.record(event('disconnected', 2));
    const id = (await outbox.findDue(10))?.id ?? '';
    await outbox.markSending(id, 10);
    await outbox.dismiss(id);
    await outbox.settle(id, { failures: 1, notBefore: 11, state: 'pending' });
    expect(await outbox.find(id)).toMatchObject({ state: 'skipped', reason: 'dismissed' });
    await outbox.settle(id, { state: 'delivered', deliveredAt: 12 });
    expect(await outbox.find(id)).toMatchObject({ state: 'delivered' });
  });

  it('erases old calls with everything that hangs on them, save what still has to go out', async () => {
    const { calls, outbox } = open();
    for (const callId of ['old', 'parked', 'new']) {
      const at = { old: 0, parked: 50_000, new: 500_000 }[callId] ?? 0;
      await calls.record(event('incoming', at, { callId }));
      await calls.record(event('disconnected', at + 1000, { callId }));
    }
    const [fresh, parked, old] = await calls.listCalls({ limit: 10 });
    const ids = [fresh, parked, old].map((call) => call?.id ?? '');
    await outbox.settle(ids[1] ?? '', { state: 'parked', reason: 'gave-up' });
    await outbox.settle(ids[2] ?? '', { state: 'delivered', deliveredAt: 2000 });
    await calls.record(event('hold', 0, { callId: 'nobody’s' }));
    expect(await calls.eraseBefore(100_000)).toBe(1);
    expect((await calls.listCalls({ limit: 10 })).map((call) => call.id)).toEqual(ids.slice(0, 2));
    expect(await calls.listEvents(ids[2] ?? '')).toEqual([]);
  });

  it('parks what is pending when the CRM account changes, and only then', async () => {
    const store = open();
    expect(store.adoptAccount('one')).toBe(0);
    await store.calls.record(event('incoming', 0));
    await store.calls.record(event('disconnected', 2));
    expect(store.adoptAccount('one')).toBe(0);
    expect(store.adoptAccount('two')).toBe(1);
    const [entry] = await store.outbox.list({ state: 'parked', limit: 10 });
    expect(entry).toMatchObject({ reason: 'account-changed' });
    expect(await store.outbox.retry(entry?.id ?? '', 5)).toMatchObject({ state: 'pending' });
  });

  it('forgets neither by dismissing nor by another account that an entry may be written', async () => {
    const first = open();
    first.adoptAccount('one');
    for (const callId of ['a', 'b']) {
      const remote = {
        kind: 'external',
        number: { e164: `+4930${callId}`, digits: callId },
      } as const;
      await first.calls.record(event('incoming', 0, { callId, remote }));
      await first.calls.record(event('connected', 1, { callId, remote }));
      await first.calls.record(event('disconnected', 2, { callId, remote }));
    }
    const [one, other] = (await first.outbox.list({ limit: 10 })).map((entry) => entry.id);
    await first.outbox.markSending(one ?? '', 10);
    await first.outbox.dismiss(one ?? '');
    await first.outbox.settle(one ?? '', { mustLook: true, notBefore: 11, failures: 1 });
    expect(await first.outbox.retry(one ?? '', 20)).toMatchObject({ mustLook: true });
    await first.outbox.markSending(other ?? '', 10);
    first.close();
    const second = open(first.file);
    expect(second.adoptAccount('two')).toBe(2);
    expect(await second.outbox.retry(other ?? '', 20)).toMatchObject({ mustLook: true });
  });

  it('does not send an unanswered call early because somebody is impatient', async () => {
    const { calls, outbox } = open();
    await calls.record(event('incoming', 0));
    await calls.record(event('disconnected', 1000));
    const [entry] = await outbox.list({ limit: 1 });
    expect((await outbox.retry(entry?.id ?? '', 2000)).notBefore).toBe(5000);
  });

  it('overwrites what it erases', async () => {
    const { calls, file, close } = open();
    const { call } = await calls.record(event('incoming', 0, { name: 'Zyxwvut Geheim' }));
    await calls.record(event('disconnected', 1));
    await calls.nameCall(call?.id ?? '', { id: 7, name: 'Anna Qwertzu' });
    expect(await calls.eraseBefore(1e9)).toBe(0);
    const entry = call?.id ?? '';
    const { outbox } = open(file);
    await outbox.dismiss(entry);
    expect(await calls.eraseBefore(1e9)).toBe(1);
    close();
    const bytes = readFileSync(file, 'latin1');
    expect(bytes).not.toMatch(/Geheim|Qwertzu/);
  });

  it('refuses a database of a newer version', () => {
    const file = join(folder(), 'new.db');
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => open(file)).toThrow(/newer version/);
  });

  it('remembers whose number it was', async () => {
    const { calls } = open();
    const { call } = await calls.record(event('incoming', 0));
    await calls.nameCall(call?.id ?? '', { id: 7, name: 'Anna', spelling: '0170 1234567' });
    expect(await calls.findFormerContact(ANNA)).toMatchObject({ id: 7, name: 'Anna' });
    expect(await calls.findFormerContact({ e164: '+49302', digits: '' })).toBeUndefined();
  });
});

describe('the writer', () => {
  function prepare() {
    const database = openDatabase(join(folder(), 'writer.db'));
    onTestFinished(() => database.close());
    const insert = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
    const count = database.prepare('SELECT count(*) AS n FROM meta');
    return {
      database,
      writer: createWriter(database),
      add: (key: string) => () => insert.run(key, 'x').changes,
      count: () => Number(count.get()?.['n']),
    };
  }

  it('commits what arrives together in one transaction', async () => {
    const { writer, database, add, count } = prepare();
    const inside: boolean[] = [];
    const all = ['a', 'b', 'c'].map((key) =>
      writer.write(() => {
        inside.push(database.isTransaction);
        return add(key)();
      }),
    );
    expect(inside).toEqual([]);
    expect(await Promise.all(all)).toEqual([1, 1, 1]);
    expect(inside).toEqual([true, true, true]);
    expect(count()).toBe(3);
  });

  it('one change at fault does not take the others down', async () => {
    const { writer, add, count } = prepare();
    const bug = () => {
      throw new Error('bug');
    };
    const all = await Promise.allSettled([
      writer.write(add('a')),
      writer.write(bug),
      writer.write(add('b')),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(count()).toBe(2);
  });

  it('waits for a short lock, without stopping anything else meanwhile', async () => {
    const { writer, database, add, count } = prepare();
    const other = new DatabaseSync(String(database.location()));
    other.exec('BEGIN IMMEDIATE');
    const writing = writer.write(add('a'));
    await new Promise((resolve) => setImmediate(resolve));
    other.exec('COMMIT');
    other.close();
    expect(await writing).toBe(1);
    expect(count()).toBe(1);
  });

  it('says that it can’t store when the lock lasts, and stores again afterwards', async () => {
    const { writer, database, add } = prepare();
    const other = new DatabaseSync(String(database.location()));
    other.exec('BEGIN IMMEDIATE');
    await expect(writer.write(add('a'))).rejects.toMatchObject({ code: 'storage' });
    other.exec('COMMIT');
    other.close();
    expect(await writer.write(add('a'))).toBe(1);
  });

  it('says that it can’t store when the disk is full, and stores again when there is room', async () => {
    const { writer, database, add } = prepare();
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const fill = async () => {
      for (let row = 0; row < 1000; row += 1) await writer.write(add(`${'k'.repeat(2000)}${row}`));
    };
    await expect(fill()).rejects.toMatchObject({ code: 'storage' });
    database.exec('PRAGMA max_page_count = 1000000');
    expect(await writer.write(add('again'))).toBe(1);
  });
});
