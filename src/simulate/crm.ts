import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Fault } from '../sandbox/faults.ts';
import { type CallerContact, toContactFields } from './callers.ts';
import { type Child, startChild } from './child.ts';
import { findFreePort } from './free-port.ts';
import { until } from './until.ts';

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const SCRIPT = fileURLToPath(new URL(`../cli/sandbox.${EXTENSION}`, import.meta.url));
const START_WITHIN_MS = 20_000;

const BOOKING = z.object({
  direction: z.enum(['in', 'out']),
  from: z.string(),
  to: z.string(),
  duration: z.string().nullable(),
  answered: z.boolean(),
  contact_id: z.number().nullable(),
  activity_id: z.number().nullable(),
});
const ACTIVITY = z.object({ id: z.number(), client_ids: z.array(z.number()) });
const REQUEST = z.object({ at: z.number(), status: z.union([z.number(), z.string()]) });

/** A call as the CRM was told of it. */
export type Booking = z.infer<typeof BOOKING>;
/** An entry in a contact's history. */
export type Activity = z.infer<typeof ACTIVITY>;
/** A request to the CRM: when, and what became of it. */
export type CrmRequest = z.infer<typeof REQUEST>;

/** The pretend CRM in a process of its own. */
export type Crm = {
  readonly child: Child;
  /** Base for the server's requests. */
  readonly url: string;
  addContacts(contacts: readonly CallerContact[]): Promise<void>;
  setFaults(faults: readonly Fault[]): Promise<void>;
  listBookings(): Promise<readonly Booking[]>;
  listActivities(): Promise<readonly Activity[]>;
  /** The latest some thousand. */
  listRequests(): Promise<readonly CrmRequest[]>;
};

/** Starts the pretend CRM; resolves when it answers. */
export async function startCrm(options: {
  readonly folder: string;
  readonly logFile: string;
  readonly seed: number;
  readonly signal: AbortSignal;
}): Promise<Crm> {
  const { seed, folder, logFile, signal } = options;
  const port = await findFreePort();
  const chances = ['--port', `${port}`, '--seed', `${seed}`, '--contacts', '0'];
  const args = [...chances, '--exit-with-parent'];
  const child = startChild({ script: SCRIPT, args, cwd: folder, logFile });
  const control = `http://127.0.0.1:${port}/sandbox`;

  async function ask(path: string, method = 'GET', body?: unknown): Promise<unknown> {
    const answer = await fetch(`${control}${path}`, {
      method,
      signal,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  }

  async function list<Item>(path: string, item: z.ZodType<Item>): Promise<readonly Item[]> {
    return z.object({ data: z.array(item) }).parse(await ask(path)).data;
  }

  const isUp = await until(() => ask('/faults'), { withinMs: START_WITHIN_MS, signal });
  if (isUp === undefined) throw new Error(`the pretend CRM does not start: see ${logFile}`);
  return {
    child,
    url: `http://127.0.0.1:${port}/v1`,
    async addContacts(contacts) {
      for (const contact of contacts) await ask('/contacts', 'POST', toContactFields(contact));
    },
    async setFaults(faults) {
      await ask('/faults', 'PUT', faults);
    },
    listBookings: () => list('/calls', BOOKING),
    listActivities: () => list('/activities', ACTIVITY),
    listRequests: () => list('/requests', REQUEST),
  };
}
