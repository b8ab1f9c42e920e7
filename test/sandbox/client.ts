import { afterEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';

/** 12 January 2026, 18:00:30 in Berlin. */
export const NOW = Date.UTC(2026, 0, 12, 17, 0, 30);

/** A record as the API shows it. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: number };

/** A list wrapped as with_meta does. */
export type Page = {
  readonly data: readonly Item[];
  readonly meta: { readonly total_count: number };
};

/** An answer; the body is parsed if it is JSON, else text. */
export type Answer<Body = Item> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
};

/** A running sandbox and somebody who asks it. */
export type Client = Sandbox & {
  readonly origin: string;
  /** Requests a path below `/v1`, with the key. */
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** The body of an answer 200 that is a bare list. */
  list(path: string): Promise<readonly Item[]>;
  /** The body of an answer 200 that is a wrapped list. */
  page(path: string): Promise<Page>;
  /** Requests any path, without a key. */
  raw(path: string, init?: RequestInit): Promise<Answer>;
};

const running = new Set<Sandbox>();

afterEach(async () => {
  await Promise.all([...running].map((sandbox) => sandbox.stop()));
  running.clear();
});

/** Starts a sandbox without made-up contacts that ends with the test. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Client> {
  const sandbox = await startSandbox({ contacts: 0, now: () => NOW, ...options });
  running.add(sandbox);
  const origin = sandbox.url.replace(/\/v1$/, '');
  const headers = { 'X-API-KEY': sandbox.apiKey };
  const toInit = (body: unknown) => ({
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    ...sandbox,
    origin,
    get: (path) => request(`${sandbox.url}${path}`, { headers }),
    post: (path, body) => request(`${sandbox.url}${path}`, toInit(body)),
    list: async (path) => (await requestFine<Item[]>(`${sandbox.url}${path}`, { headers })).body,
    page: async (path) => (await requestFine<Page>(`${sandbox.url}${path}`, { headers })).body,
    raw: (path, init) => request(`${origin}${path}`, init),
  };
}

async function requestFine<Body>(url: string, init: RequestInit): Promise<Answer<Body>> {
  const answer = await request<Body>(url, init);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return answer;
}

async function request<Body>(url: string, init?: RequestInit): Promise<Answer<Body>> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}
