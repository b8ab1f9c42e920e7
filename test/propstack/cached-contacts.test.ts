import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/contact.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { PhoneNumber } from '../../src/domain/phone-number.ts';
import { createCachedContacts } from '../../src/propstack/cached-contacts.ts';

const NUMBER: PhoneNumber = { e164: '+493012345678', digits: '03012345678' };
const ANNA: Contact = { id: 1, name: 'Anna', numbers: [] };

/** A directory that knows what it is told, counts what it is asked, and can be down. */
function createDirectory() {
  const state = { contacts: [ANNA] as readonly Contact[], asked: 0, failure: undefined as unknown };
  const ask = async () => {
    state.asked += 1;
    await Promise.resolve();
    if (state.failure !== undefined) throw state.failure;
    return state.contacts;
  };
  const findById = async (id: number) => (await ask()).find((contact) => contact.id === id);
  return { state, findByNumber: ask, findById, search: ask };
}

function open(settings: { max?: number; freshSeconds?: number; negativeSeconds?: number } = {}) {
  const inner = createDirectory();
  const clock = { ms: 1_000_000 };
  const cached = createCachedContacts(inner, {
    freshSeconds: 300,
    negativeSeconds: 60,
    max: 100,
    now: () => clock.ms,
    ...settings,
  });
  return { inner: inner.state, cached, clock };
}

const DOWN = new AppError('crm_unavailable', 'down');

describe('createCachedContacts', () => {
  it('asks once while a name is fresh, and again after that', async () => {
    const { inner, cached, clock } = open();
    await cached.findByNumber(NUMBER);
    clock.ms += 300_000;
    expect(await cached.findByNumber(NUMBER)).toEqual([ANNA]);
    expect(inner.asked).toBe(1);
    clock.ms += 1;
    await cached.findByNumber(NUMBER);
    expect(inner.asked).toBe(2);
  });

  it('remembers nobody for a shorter time', async () => {
    const { inner, cached, clock } = open();
    inner.contacts = [];
    await cached.findByNumber(NUMBER);
    clock.ms += 60_000;
    expect(await cached.findByNumber(NUMBER)).toEqual([]);
    expect(inner.asked).toBe(1);
    clock.ms += 1;
    inner.contacts = [ANNA];
    expect(await cached.findByNumber(NUMBER)).toEqual([ANNA]);
  });

  it('takes spellings of one number for one', async () => {
    const { inner, cached } = open();
    await cached.findByNumber(NUMBER);
    await cached.findByNumber({ e164: NUMBER.e164!, digits: '+493012345678' });
    expect(inner.asked).toBe(1);
  });

  it('lets those who ask at the same time share one question', async () => {
    const { inner, cached } = open();
    const answers = await Promise.all([1, 2, 3].map(() => cached.findByNumber(NUMBER)));
    expect(answers).toEqual([[ANNA], [ANNA], [ANNA]]);
    expect(inner.asked).toBe(1);
  });

  it('does not remember a failure', async () => {
    const { inner, cached } = open();
    inner.failure = DOWN;
    await expect(cached.findByNumber(NUMBER)).rejects.toBe(DOWN);
    inner.failure = undefined;
    expect(await cached.findByNumber(NUMBER)).toEqual([ANNA]);
  });

  it('serves an old name rather than a failure', async () => {
    const { inner, cached, clock } = open();
    await cached.findByNumber(NUMBER);
    clock.ms += 86_400_000;
    inner.failure = DOWN;
    expect(await cached.findByNumber(NUMBER)).toEqual([ANNA]);
    expect(inner.asked).toBe(2);
  });

  it('does not take an old "nobody" for an answer when the CRM fails', async () => {
    const { inner, cached, clock } = open();
    inner.contacts = [];
    await cached.findByNumber(NUMBER);
    clock.ms += 86_400_000;
    inner.failure = DOWN;
    await expect(cached.findByNumber(NUMBER)).rejects.toBe(DOWN);
  });

  it('does not cover up a bug with an old name', async () => {
    const { inner, cached, clock } = open();
    await cached.findByNumber(NUMBER);
    clock.ms += 86_400_000;
    inner.failure = new TypeError('bug');
    await expect(cached.findByNumber(NUMBER)).rejects.toThrow('bug');
  });

  it('recalls what is remembered however old, and peeks at what is fresh, without asking', async () => {
    const { inner, cached, clock } = open();
    expect([cached.recall(NUMBER), cached.peek(NUMBER)]).toEqual([undefined, undefined]);
    await cached.findByNumber(NUMBER);
    expect([cached.recall(NUMBER), cached.peek(NUMBER)]).toEqual([[ANNA], [ANNA]]);
    clock.ms += 86_400_000;
    expect([cached.peek(NUMBER), cached.recall(NUMBER)]).toEqual([undefined, [ANNA]]);
    expect(inner.asked).toBe(1);
  });

  it('forgets the number that was not asked for the longest', async () => {
    const { cached } = open({ max: 1 });
    await cached.findByNumber(NUMBER);
    await cached.findByNumber({ digits: '11833' });
    expect(cached.recall(NUMBER)).toBeUndefined();
  });

  it('keeps nothing fresh for 0 seconds, and takes fractions', async () => {
    const none = open({ freshSeconds: 0 });
    await none.cached.findByNumber(NUMBER);
    none.clock.ms += 2;
    expect(none.cached.peek(NUMBER)).toBeUndefined();
    const half = open({ freshSeconds: 0.5 });
    await half.cached.findByNumber(NUMBER);
    half.clock.ms += 500;
    expect(half.cached.peek(NUMBER)).toEqual([ANNA]);
  });

  it('remembers single contacts and searches as well', async () => {
    const { inner, cached, clock } = open();
    expect(await cached.findById(1)).toEqual(ANNA);
    expect(await cached.findById(1)).toEqual(ANNA);
    expect(await cached.search('Anna')).toEqual([ANNA]);
    expect(await cached.search(' Anna ')).toEqual([ANNA]);
    expect(inner.asked).toBe(2);
    expect(await cached.findById(2)).toBeUndefined();
    clock.ms += 60_001;
    expect(await cached.findById(2)).toBeUndefined();
    expect(inner.asked).toBe(4);
  });
});
