import type { Broker } from '../domain/contact.ts';
import { AppError } from '../domain/errors.ts';
import type { BrokerDirectory, Log } from '../domain/ports.ts';
import { readList } from './answers.ts';
import type { CrmClient } from './client.ts';
import { type Fields, isFields, readId, readText } from './fields.ts';
import { readAnswer, unreadable } from './read-answer.ts';

export type BrokerSettings = {
  /** Older lists are read again, in milliseconds; default 15 minutes. */
  readonly refreshMs?: number;
  readonly now: () => number;
  readonly log: Log;
};

const DEFAULT_REFRESH_MS = 15 * 60_000;
const RETRY_MS = 60_000;
const NO_BROKERS: readonly Broker[] = [];

/**
 * Creates the list of the CRM's users. Only who asks before the first answer waits for it, no
 * longer than the client's deadline; later answers come in the background, and a failure keeps
 * the old list. Never rejects.
 */
export function createBrokers(client: CrmClient, settings: BrokerSettings): BrokerDirectory {
  const refreshMs = settings.refreshMs ?? DEFAULT_REFRESH_MS;
  let brokers: readonly Broker[] | undefined;
  let dueAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    try {
      brokers = await readBrokers(client);
      dueAt = settings.now() + refreshMs;
    } catch (error) {
      dueAt = settings.now() + Math.min(RETRY_MS, refreshMs);
      const message = error instanceof AppError ? error.message : String(error);
      settings.log.warn({ error: message }, 'brokers not read');
    } finally {
      reading = undefined;
    }
  }

  function refreshWhenDue(): void {
    if (!reading && settings.now() >= dueAt) reading = refresh();
  }

  return {
    async list() {
      refreshWhenDue();
      if (brokers === undefined) await reading;
      return brokers ?? NO_BROKERS;
    },
    peek() {
      refreshWhenDue();
      return brokers ?? NO_BROKERS;
    },
  };
}

async function readBrokers(client: CrmClient): Promise<readonly Broker[]> {
  // Without `per` the CRM gives 20.
  const request = { method: 'GET', path: '/brokers', query: { per: '500' } } as const;
  const list = readList(readAnswer(await client.request(request), 'brokers'), 'brokers');
  if (!list) throw unreadable('brokers', 'no list');
  return list.map(toBroker).filter((broker) => broker !== undefined);
}

function toBroker(value: unknown): Broker | undefined {
  if (!isFields(value)) return undefined;
  const id = readId(value['id']);
  return id === undefined
    ? undefined
    : { id, name: readName(value), systemNumbers: readSystemNumbers(value) };
}

function readName(fields: Fields): string {
  const person = [readText(fields['first_name']), readText(fields['last_name'])];
  return readText(fields['name']) ?? (person.filter(Boolean).join(' ') || 'Ohne Namen');
}

/** The singular is documented; newer answers have the plural as well. */
function readSystemNumbers(fields: Fields): readonly string[] {
  const values = [fields['phone_system_number'], fields['phone_system_numbers']].flat();
  const texts = values.flatMap((value) => readText(value)?.split(/[,;]/) ?? []);
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}
