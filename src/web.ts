import { createServer, type Server } from 'node:http';
import type { Config } from './config.ts';
import type { CrmAccess } from './crm-access.ts';
import type { Log } from './domain/ports.ts';
import { createAdminAccess } from './http/admin-access.ts';
import { createApiRoutes } from './http/api-routes.ts';
import { createApp } from './http/app.ts';
import { createCallerPages } from './http/caller-pages.ts';
import { createDirectoryPages } from './http/directory-endpoint.ts';
import { createDoor, createMatcher } from './http/door.ts';
import { createEventEndpoint } from './http/event-endpoint.ts';
import { createOperationRoutes } from './http/operation-routes.ts';
import { createPhoneRoutes } from './http/phone-routes.ts';
import { createHeadMemory, createRawRequestHandler } from './http/raw-request.ts';
import type { Metrics } from './metrics.ts';
import { createAddresses } from './snom/addresses.ts';
import { messagesIn } from './snom/messages.ts';
import type { Store } from './store/sqlite/store.ts';
import type { LookUpCaller } from './use-cases/look-up-caller.ts';
import type { IsOwnNumber } from './use-cases/own-numbers.ts';
import type { RecordPhoneEvent } from './use-cases/record-phone-event.ts';
import { createSearchContacts } from './use-cases/search-contacts.ts';
import { createShowCard } from './use-cases/show-card.ts';

/** What the web server is made of. */
export type WebParts = {
  readonly config: Config;
  readonly publicUrl: string;
  readonly phoneToken: string;
  readonly passwordHash: string;
  readonly store: Store;
  readonly crm: CrmAccess;
  readonly metrics: Metrics;
  /** For a card that is on a display already: not counted as a ringing phone's look-up. */
  readonly lookUpAgain: LookUpCaller;
  readonly recordPhoneEvent: RecordPhoneEvent;
  readonly isOwnNumber: IsOwnNumber;
  readonly getStatus: () => Promise<object>;
  readonly pokeJournal: () => void;
  readonly log: Log;
  readonly now: () => number;
};

/** Eight parameters of 2 kB each must fit into a request target. */
const MAX_HEADER_BYTES = 64 * 1024;

/** A web server without requests to serve yet, so that its port is known before its addresses. */
export function createBareServer(): Server {
  return createServer({ maxHeaderSize: MAX_HEADER_BYTES });
}

/** Makes the server answer. */
export function serve(server: Server, parts: WebParts): void {
  const { config, store, crm, log, now } = parts;
  const { plan, lookupBudgetMs: budgetMs, cardMs } = config;
  const addresses = createAddresses(parts.publicUrl, parts.phoneToken);
  const context = {
    messages: messagesIn(config.language),
    addresses,
    plan: { ...plan, dialFormat: config.dialFormat },
    ...createDateFormats(config),
  };
  const isProxy = createMatcher(config.trustedProxies);
  const door = createDoor(config.phoneNetworks, parts.phoneToken);
  const { directory, brokers } = crm;
  const shared = { store: store.calls, directory, brokers, log, now, budgetMs, cardMs };
  const search = createSearchContacts(directory, plan);
  const callerPages = createCallerPages({
    ...shared,
    recordPhoneEvent: parts.recordPhoneEvent,
    showCard: createShowCard({ ...shared, lookUpCaller: parts.lookUpAgain }),
    context,
    addresses,
  });
  const endpoint = createEventEndpoint({
    callerPages,
    plan,
    isOwnNumber: parts.isOwnNumber,
    now,
  });
  const directoryPages = createDirectoryPages({ ...shared, search, context });
  const app = createApp({
    isProxy,
    phoneRoutes: createPhoneRoutes({ door, endpoint, callerPages, directoryPages, context, log }),
    apiRoutes: createApiRoutes({
      ...shared,
      outbox: store.outbox,
      search,
      plan,
      contactUrl: config.contactUrl,
      access: createAdminAccess(parts.passwordHash),
      getStatus: parts.getStatus,
      pokeJournal: parts.pokeJournal,
    }),
    operationRoutes: createOperationRoutes({
      door,
      probe: store.calls.probe,
      listObstacles: () =>
        store.calls.probe().then(
          () => [],
          () => ['the database cannot be written'],
        ),
      renderMetrics: parts.metrics.render,
    }),
    log,
  });
  server.on('request', app);
  const heads = createHeadMemory();
  server.on('connection', heads.watch);
  server.on('clientError', createRawRequestHandler({ door, isProxy, endpoint, heads, log }));
}

function createDateFormats({ language, timeZone }: Config) {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const day = { timeZone, day: '2-digit', month: '2-digit' } as const;
  const moment = new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' });
  return {
    formatMoment: (time: number) => moment.format(time),
    formatDay: (time: number) => date.format(time),
  };
}
