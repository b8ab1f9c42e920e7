import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createSteadyClock, type SteadyClock } from './clock.ts';
import type { Config } from './config.ts';
import { type CrmAccess, type CrmAccount, createCrmAccess } from './crm-access.ts';
import type { Outcome } from './domain/call.ts';
import { draftEntry } from './domain/journal.ts';
import type { Log } from './domain/ports.ts';
import { close, listen } from './http/listener.ts';
import { findPublicUrl } from './lan-address.ts';
import { createMetrics } from './metrics.ts';
import { newId } from './new-id.ts';
import { openStore, type Store } from './store/sqlite/store.ts';
import { createDeliverNext } from './use-cases/deliver-journal.ts';
import { createHousekeeping } from './use-cases/housekeeping.ts';
import { createJournalLoop, type JournalLoop } from './use-cases/journal-loop.ts';
import { createLookUpCaller } from './use-cases/look-up-caller.ts';
import { createNameCalls } from './use-cases/name-calls.ts';
import { createIsOwnNumber, type IsOwnNumber } from './use-cases/own-numbers.ts';
import { createRecordPhoneEvent } from './use-cases/record-phone-event.ts';
import { VERSION } from './version.ts';
import { createBareServer, serve } from './web.ts';

/** What the server needs beside its settings. */
export type ServerParts = {
  readonly account: CrmAccount;
  readonly databaseFile: string;
  readonly phoneToken: string;
  /** SHA-256 of the admin password, hex. */
  readonly passwordHash: string;
  readonly log: Log;
  /** Default: the computer's. */
  readonly clock?: SteadyClock;
};

/** A server that listens. */
export type RunningServer = {
  readonly port: number;
  readonly publicUrl: string;
  /** Ends in order: no new requests, running ones finished, database closed. */
  stop(): Promise<void>;
};

type Context = {
  readonly isOwnNumber: IsOwnNumber;
  readonly config: Config;
  readonly store: Store;
  readonly crm: CrmAccess;
  readonly log: Log;
  readonly now: () => number;
};

const STOP_WITHIN_MS = 8000;

/** Puts the parts together and starts listening; rejects when the port can't be had. */
export async function startServer(config: Config, parts: ServerParts): Promise<RunningServer> {
  const { log, account } = parts;
  const clock = parts.clock ?? createSteadyClock();
  const { now } = clock;
  const store = openStore(parts.databaseFile, {
    draftEntry: (call) => draftEntry(call, config.journal),
    rules: { ringGroupMs: config.journal.settleMs },
    newId,
    giveUpMs: config.journal.giveUpMs,
  });
  await store.outbox.recover(now());
  if (!account.isDemo) adoptAccount(store, account, log);
  const server = createBareServer();
  const port = await listen(server, config.port, config.host);
  const publicUrl = findPublicUrl(config, port);

  const metrics = createMetrics(() => store.outbox.count());
  const crm = createCrmAccess(account, config, { metrics, log, now });
  const isOwnNumber = createIsOwnNumber(crm.brokers, config.mainNumber, config.plan);
  const context: Context = { config, store, crm, log, now, isOwnNumber };
  const stopping = new AbortController();
  const loop = createLoop(context, stopping.signal);
  const lookUp = { directory: crm.directory, store: store.calls, log, now };
  const lookUpCaller = createLookUpCaller({ ...lookUp, onLookUp: metrics.lookUp });
  const noteEnded = (outcomes: readonly Outcome[]) => {
    for (const outcome of outcomes) metrics.callEnded(outcome);
    if (outcomes.length > 0) loop.poke();
  };
  const recordPhoneEvent = createRecordPhoneEvent({
    store: store.calls,
    lookUpCaller,
    plan: config.plan,
    budgetMs: config.lookupBudgetMs,
    log,
    onRecorded: (event, { ended }) => {
      metrics.event(event.type);
      noteEnded(ended);
    },
  });
  const housekeeping = createHousekeeping({
    store: store.calls,
    limits: { ringTimeoutMs: config.ringTimeoutMs, callTimeoutMs: config.callTimeoutMs },
    retentionMs: config.retentionMs,
    onClosed: noteEnded,
    nameCalls: createNameCalls({
      store: store.calls,
      directory: crm.directory,
      rate: crm.bucket.limitFor('sync'),
      plan: config.plan,
      now,
    }),
    correctClock: clock.correct,
    now,
    log,
  });
  serve(server, {
    ...context,
    publicUrl,
    phoneToken: parts.phoneToken,
    passwordHash: parts.passwordHash,
    metrics,
    lookUpAgain: createLookUpCaller({ ...lookUp, onLookUp: () => {} }),
    recordPhoneEvent,
    getStatus: createStatus(context, { publicUrl, account }),
    pokeJournal: loop.poke,
  });
  loop.start();
  housekeeping.start();
  void crm.brokers.list();

  return {
    port,
    publicUrl,
    async stop() {
      const closed = close(server);
      housekeeping.stop();
      stopping.abort();
      crm.bucket.stop();
      const ended = Promise.all([closed, loop.stop(), crm.close()]);
      await Promise.race([ended, delay(STOP_WITHIN_MS, undefined, { ref: false })]);
      server.closeAllConnections();
      store.close();
    },
  };
}

function createLoop(
  { config, store, crm, log, now, isOwnNumber }: Context,
  stopping: AbortSignal,
): JournalLoop {
  const deliverNext = createDeliverNext({
    outbox: store.outbox,
    store: store.calls,
    journal: crm.journal,
    directory: crm.directory,
    brokers: crm.brokers,
    rate: crm.bucket.limitFor('journal'),
    log,
    now,
    random: Math.random,
    pause: (milliseconds) => delay(milliseconds, undefined, { signal: stopping }),
    stopping,
    plan: config.plan,
    policy: config.journal,
    retry: { baseMs: config.journal.retryBaseMs, capMs: config.journal.retryCapMs },
    isOwnNumber,
    mainNumber: config.mainNumber,
  });
  return createJournalLoop({ deliverNext, outbox: store.outbox, now, log });
}

function createStatus(
  { store, crm, now }: Context,
  { publicUrl, account }: { readonly publicUrl: string; readonly account: CrmAccount },
): () => Promise<object> {
  const startedAt = new Date(now()).toISOString();
  return async () => {
    const { byState, oldestPendingAt } = await store.outbox.count();
    return {
      version: VERSION,
      demo: account.isDemo,
      startedAt,
      publicUrl,
      crm: { url: account.url, ...crm.describe() },
      journal: {
        ...byState,
        oldestPendingAt: oldestPendingAt ? new Date(oldestPendingAt).toISOString() : null,
      },
      phones: (await store.calls.listPhones()).length,
    };
  };
}

/** Another account must not receive what was meant for the former one. */
function adoptAccount(store: Store, account: CrmAccount, log: Log): void {
  const fingerprint = createHash('sha256')
    .update(`${account.url}\n${account.apiKey}`)
    .digest('hex');
  const parked = store.adoptAccount(fingerprint);
  if (parked === 0) return;
  log.warn({ entries: parked }, 'CRM key or address changed: pending entries wait for your word');
}
