import { LRUCache } from 'lru-cache';
import type { Contact } from '../domain/contact.ts';
import { AppError } from '../domain/errors.ts';
import type { PhoneNumber } from '../domain/phone-number.ts';
import type { CachedDirectory, ContactDirectory } from '../domain/ports.ts';

export type CacheSettings = {
  readonly freshSeconds: number;
  /** For "nobody has this number". */
  readonly negativeSeconds: number;
  /** Most numbers remembered; the least used go first. */
  readonly max: number;
  /** Any clock in milliseconds that does not begin at 0. */
  readonly now?: () => number;
};

const MOST_SEARCHES = 100;

type Cache<Value extends object> = {
  /** What is remembered, however old. */
  recall(key: string): Value | undefined;
  peek(key: string): Value | undefined;
  /** What is fresh, else what `ask` answers; questions with one key share one asking. */
  get(key: string, ask: () => Promise<Value>): Promise<Value>;
};

/**
 * A directory in front of another one. Failures are not remembered; when the CRM fails, an old
 * name is better than none.
 */
export function createCachedContacts(
  inner: ContactDirectory,
  settings: CacheSettings,
): CachedDirectory {
  const numbers = createCache<readonly Contact[]>(settings, (contacts) => contacts.length > 0);
  const records = createCache<{ contact?: Contact }>(settings, (it) => it.contact !== undefined);
  // Long lists that are wanted for as long as somebody turns their pages.
  const searches = createCache<readonly Contact[]>(
    { ...settings, max: Math.min(settings.max, MOST_SEARCHES) },
    (contacts) => contacts.length > 0,
  );

  async function findByNumber(number: PhoneNumber): Promise<readonly Contact[]> {
    const key = keyOf(number);
    try {
      return await numbers.get(key, () => inner.findByNumber(number));
    } catch (error) {
      const old = numbers.recall(key);
      if (error instanceof AppError && old !== undefined && old.length > 0) return old;
      throw error;
    }
  }

  async function findById(id: number): Promise<Contact | undefined> {
    const { contact } = await records.get(String(id), async () => {
      const found = await inner.findById(id);
      return found ? { contact: found } : {};
    });
    return contact;
  }

  return {
    findByNumber,
    findById,
    search: (query) => searches.get(query.trim(), () => inner.search(query)),
    recall: (number) => numbers.recall(keyOf(number)),
    peek: (number) => numbers.peek(keyOf(number)),
  };
}

function keyOf(number: PhoneNumber): string {
  return number.e164 ?? number.digits;
}

function createCache<Value extends object>(
  settings: CacheSettings,
  isFound: (value: Value) => boolean,
): Cache<Value> {
  const remembered = new LRUCache<string, Value>({
    max: settings.max,
    ttl: toTtl(settings.freshSeconds),
    // Old values stay: they are what is served when the CRM is down.
    noDeleteOnStaleGet: true,
    ttlResolution: 0,
    ...(settings.now && { perf: { now: settings.now } }),
  });
  const asking = new Map<string, Promise<Value>>();

  async function askAndRemember(key: string, ask: () => Promise<Value>): Promise<Value> {
    try {
      const value = await ask();
      const seconds = isFound(value) ? settings.freshSeconds : settings.negativeSeconds;
      remembered.set(key, value, { ttl: toTtl(seconds) });
      return value;
    } finally {
      asking.delete(key);
    }
  }

  return {
    recall: (key) => remembered.peek(key, { allowStale: true }),
    peek: (key) => remembered.get(key),
    async get(key, ask) {
      const fresh = remembered.get(key);
      if (fresh) return fresh;
      const running = asking.get(key) ?? askAndRemember(key, ask);
      asking.set(key, running);
      return running;
    },
  };
}

/** lru-cache takes whole milliseconds and understands 0 as "for ever". */
function toTtl(seconds: number): number {
  return Math.max(1, Math.round(seconds * 1000));
}
