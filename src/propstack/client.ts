import { setTimeout as delay } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { type CrmOutcome, exchange } from './exchange.ts';

/** One request to the CRM; `path` begins with a slash and is put behind the base address. */
export type CrmRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Shorter than the client's own deadline. */
  readonly timeoutMs?: number;
};

/** What a log or a metric may know of a request: no query, no ids. */
export type CrmAnswerInfo = {
  readonly method: string;
  /** The path with `:id` for every number in it. */
  readonly endpoint: string;
  readonly status: number | 'error';
  readonly ms: number;
};

export type CrmClientOptions = {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** From the call of `request` to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly onAnswer?: ((info: CrmAnswerInfo) => void) | undefined;
};

/** The way to the CRM, with connections of its own. */
export type CrmClient = {
  /** Longest time of one request. */
  readonly timeoutMs: number;
  /** Sends once: no retry, no redirect. Never rejects. */
  request(request: CrmRequest): Promise<CrmOutcome>;
  /** Lets running requests end for at most CLOSE_GRACE_MS, then closes the connections. */
  close(): Promise<void>;
};

/** How long running requests may go on after `close`. */
export const CLOSE_GRACE_MS = 5_000;

/** Longest answer that is read; 100 contacts in their long form stay below 4 MB. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/**
 * Creates a client. Look-ups and background work take one each, so that a ringing phone never
 * queues behind the journal.
 */
export function createClient(options: CrmClientOptions): CrmClient {
  const { apiKey, timeoutMs } = options;
  const base = new URL(options.baseUrl);
  const running = new Set<Promise<CrmOutcome>>();
  let isClosed = false;
  const agent = new Agent({
    // HTTP/2 sends a request again by itself when a connection is wound up.
    allowH2: false,
    pipelining: 1,
    connectTimeout: timeoutMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  async function request(it: CrmRequest): Promise<CrmOutcome> {
    if (isClosed) return { kind: 'not-connected', message: 'client closed' };
    const startedAt = performance.now();
    const deadline = Math.min(it.timeoutMs ?? timeoutMs, timeoutMs);
    const exchanging = exchange(agent, toDispatchOptions(it, base, apiKey), deadline);
    running.add(exchanging);
    const outcome = await exchanging;
    running.delete(exchanging);
    options.onAnswer?.({
      method: it.method,
      endpoint: it.path.replace(/\/\d+(?=\/|$)/g, '/:id'),
      status: outcome.kind === 'answer' ? outcome.status : 'error',
      ms: performance.now() - startedAt,
    });
    return withoutKey(outcome, apiKey);
  }

  async function close(): Promise<void> {
    isClosed = true;
    const grace = new AbortController();
    const patience = delay(CLOSE_GRACE_MS, undefined, { signal: grace.signal }).catch(() => {});
    await Promise.race([Promise.allSettled(running), patience]);
    grace.abort();
    await agent.destroy();
  }

  return { timeoutMs, request, close };
}

function toDispatchOptions(
  { method, path, query, json }: CrmRequest,
  base: URL,
  apiKey: string,
): Dispatcher.DispatchOptions {
  // URLSearchParams writes a plus as %2B; a literal one would arrive as a blank.
  const search = query ? `?${new URLSearchParams(query)}` : '';
  return {
    origin: base.origin,
    path: `${base.pathname.replace(/\/+$/, '')}${path}${search}`,
    method,
    headers: {
      'X-API-KEY': apiKey,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'propstack-snom',
      ...(json !== undefined && { 'content-type': 'application/json' }),
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  };
}

/** A refusal may quote the key, and its text is shown and logged. */
function withoutKey(outcome: CrmOutcome, apiKey: string): CrmOutcome {
  if (outcome.kind !== 'answer' || outcome.status < 300 || apiKey === '') return outcome;
  return { ...outcome, body: outcome.body.replaceAll(apiKey, '…') };
}
