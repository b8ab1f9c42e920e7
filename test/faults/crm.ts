import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Fault } from '../../src/sandbox/faults.ts';
import { type Child, startChild } from './child.ts';

const SCRIPT = fileURLToPath(new URL('../../src/cli/sandbox.ts', import.meta.url));

const ANSWER = z.object({ data: z.unknown() });
const CALLS = z.array(
  z.object({
    direction: z.enum(['in', 'out']),
    from: z.string(),
    to: z.string(),
    duration: z.string(),
    answered: z.boolean(),
    contact_id: z.number().nullable(),
  }),
);
const ACTIVITIES = z.array(z.object({ client_ids: z.array(z.number()) }));
const REQUESTS = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()),
    at: z.number(),
  }),
);

/** A call as the pretend CRM has received it. */
export type ReceivedCall = z.infer<typeof CALLS>[number];

/** The pretend CRM in a process of its own, as its control addresses show it. */
export type Crm = {
  readonly process: Child;
  readonly url: string;
  setFaults(faults: readonly Fault[]): Promise<void>;
  listCalls(): Promise<readonly ReceivedCall[]>;
  listActivities(): Promise<readonly z.infer<typeof ACTIVITIES>[number][]>;
  listRequests(): Promise<readonly z.infer<typeof REQUESTS>[number][]>;
  /** How often a call was sent to it, whatever became of that. */
  countSends(): Promise<number>;
};

/** Starts the pretend CRM; resolves when it listens. */
export async function startCrm(options: {
  readonly port: number;
  readonly contacts: number;
}): Promise<Crm> {
  const { port, contacts } = options;
  const child = startChild({
    file: process.execPath,
    args: [SCRIPT, '--port', `${port}`, '--contacts', `${contacts}`, '--exit-with-parent'],
  });
  await child.prints(/^(Sandbox CRM) at/m);
  const control = `http://127.0.0.1:${port}/sandbox`;

  async function read<Data>(path: string, shape: z.ZodType<Data>): Promise<Data> {
    const response = await fetch(`${control}${path}`);
    return shape.parse(ANSWER.parse(await response.json()).data);
  }

  const listRequests = () => read('/requests', REQUESTS);
  return {
    process: child,
    url: `http://127.0.0.1:${port}/v1`,
    async setFaults(faults) {
      const response = await fetch(`${control}/faults`, {
        method: 'PUT',
        body: JSON.stringify(faults),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    listCalls: () => read('/calls', CALLS),
    listActivities: () => read('/activities', ACTIVITIES),
    listRequests,
    async countSends() {
      return (await listRequests()).filter(({ path }) => path === '/v1/calls/3cx').length;
    },
  };
}
