import type { Config } from './config.ts';
import type { BrokerDirectory, CachedDirectory, CallJournal, Log } from './domain/ports.ts';
import type { Metrics } from './metrics.ts';
import { createBrokers } from './propstack/brokers.ts';
import { createCachedContacts } from './propstack/cached-contacts.ts';
import { createClient } from './propstack/client.ts';
import { createContacts } from './propstack/contacts.ts';
import { createCallJournal } from './propstack/journal.ts';
import { createRateBucket, type RateBucket } from './propstack/rate-bucket.ts';

/** Where the CRM is. */
export type CrmAccount = {
  readonly url: string;
  readonly apiKey: string;
  /** The embedded sandbox. */
  readonly isDemo: boolean;
};

/** The CRM as the server uses it. */
export type CrmAccess = {
  readonly directory: CachedDirectory;
  readonly brokers: BrokerDirectory;
  readonly journal: CallJournal;
  readonly bucket: RateBucket;
  /** What people should know of the connection. */
  describe(): CrmStatus;
  close(): Promise<void>;
};

export type CrmStatus = {
  readonly lastAnswerAt: string | null;
  readonly lastStatus: number | 'error' | null;
};

/** How long a look-up may go on after the phone had its first page. */
const LOOK_UP_TIMEOUT_MS = 10_000;
const CACHED_NUMBERS = 20_000;

/** Connects the CRM: look-ups have connections of their own and never wait behind the journal. */
export function createCrmAccess(
  account: CrmAccount,
  config: Config,
  { metrics, log, now }: { metrics: Metrics; log: Log; now: () => number },
): CrmAccess {
  let status: CrmStatus = { lastAnswerAt: null, lastStatus: null };
  const clientFor = (timeoutMs: number) =>
    createClient({
      baseUrl: account.url,
      apiKey: account.apiKey,
      timeoutMs,
      onAnswer: (info) => {
        metrics.crmRequest(`${info.method} ${info.endpoint}`, info.status);
        const isAnswer = info.status !== 'error';
        status = {
          lastAnswerAt: isAnswer ? new Date(now()).toISOString() : status.lastAnswerAt,
          lastStatus: info.status,
        };
      },
    });
  const urgent = clientFor(LOOK_UP_TIMEOUT_MS);
  const background = clientFor(config.crmTimeoutMs);
  const { journal } = config;
  return {
    directory: createCachedContacts(createContacts(urgent, { plan: config.plan }), {
      freshSeconds: config.cacheMs / 1000,
      negativeSeconds: config.cacheNegativeMs / 1000,
      max: CACHED_NUMBERS,
    }),
    brokers: createBrokers(background, { now, log }),
    journal: createCallJournal(background, {
      ...journal,
      // With `off` no entry gets as far as this.
      via: journal.via === 'off' ? '3cx' : journal.via,
      language: config.language,
      timeZone: config.timeZone,
      now,
    }),
    bucket: createRateBucket({ perMinute: config.ratePerMinute, now }),
    describe: () => status,
    close: async () => {
      await Promise.all([urgent.close(), background.close()]);
    },
  };
}
