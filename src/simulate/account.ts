import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Activity, Booking } from './crm.ts';
import type { SimulatedServer } from './server.ts';
import { RING_GROUP_MS, RING_TIMEOUT_MS } from './timing.ts';
import { until } from './until.ts';

const CALL = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  internal: z.boolean(),
  remote: z.string().nullable(),
  remoteRaw: z.string().nullable(),
  local: z.string().nullable(),
  phones: z.array(z.string()),
  startedAt: z.string(),
  durationSeconds: z.number(),
  outcome: z.string(),
  transferredFrom: z.string().nullable(),
  journal: z.object({ state: z.string() }).nullable(),
});
const ENTRY = z.object({ callId: z.string(), unclear: z.boolean() });

/** A call as the product shows it. */
export type ShownCall = z.infer<typeof CALL>;

/** What product and CRM say in the end. */
export type Account = {
  readonly calls: readonly ShownCall[];
  readonly bookings: readonly Booking[];
  readonly activities: readonly Activity[];
  /** Calls whose entries were sent again although nobody could tell whether that was right. */
  readonly unclear: ReadonlySet<string>;
};

/** The product's API. */
export type Api = {
  listCalls(): Promise<readonly ShownCall[]>;
  /** The calls of the latest entries that are marked unclear. */
  listUnclear(): Promise<readonly string[]>;
  /** Resolves with true when nothing waits to be sent any more, with false when that takes too long. */
  settle(withinMs: number): Promise<boolean>;
};

const PAGE = 500;
const POLL_MS = 200;
/** Housekeeping closes overdue calls twice per second. */
const CLOSING_MS = 1000;

/** Creates a reader of the server's API. */
export function createApi(server: SimulatedServer, signal: AbortSignal): Api {
  const login = Buffer.from(`admin:${server.password}`).toString('base64');

  async function list<Item>(path: string, item: z.ZodType<Item>): Promise<readonly Item[]> {
    const headers = { authorization: `Basic ${login}` };
    const answer = await fetch(`${server.origin}/api${path}`, { headers, signal });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return z.object({ data: z.array(item) }).parse(await answer.json()).data;
  }

  return {
    async listCalls() {
      const all: ShownCall[] = [];
      for (;;) {
        const last = all.at(-1);
        const page = await list(`/calls?limit=${PAGE}${last ? `&before=${last.id}` : ''}`, CALL);
        all.push(...page);
        if (page.length < PAGE) return all;
      }
    },
    async listUnclear() {
      const entries = await list(`/journal?limit=${PAGE}`, ENTRY);
      return entries.filter(({ unclear }) => unclear).map(({ callId }) => callId);
    },
    async settle(withinMs) {
      // Whatever still rings is closed by then, and no ring group waits for another phone.
      await delay(RING_TIMEOUT_MS + RING_GROUP_MS + CLOSING_MS, undefined, { signal });
      const isEmpty = async () => {
        const pending = await list('/journal?state=pending&limit=1', ENTRY);
        return pending.length === 0 || undefined;
      };
      return (await until(isEmpty, { withinMs, everyMs: POLL_MS, signal })) ?? false;
    },
  };
}
