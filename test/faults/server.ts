import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Child, startChild } from './child.ts';

/** The built server. */
export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export const TOKEN = 'faults-token-0123456789';
export const PASSWORD = 'faults-password';

const CALL = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  remote: z.string().nullable(),
  remoteName: z.string().nullable(),
  contactId: z.number().nullable(),
  durationSeconds: z.number(),
  outcome: z.string(),
  journal: z.object({ state: z.string(), attempts: z.number() }).nullable(),
});
const DETAIL = CALL.extend({ deliveries: z.array(z.object({ at: z.string(), kind: z.string() })) });
const ENTRY = z.object({
  id: z.string(),
  callId: z.string(),
  state: z.string(),
  unclear: z.boolean(),
  attempts: z.number(),
});

/** A call as the API shows it. */
export type ApiCall = z.infer<typeof CALL>;
/** A journal entry as the API shows it. */
export type ApiEntry = z.infer<typeof ENTRY>;

/** Settings by name. */
export type Settings = Readonly<Record<string, string>>;

/** The server's API as the administrator reads it. */
export type Api = {
  listCalls(): Promise<readonly ApiCall[]>;
  findCall(id: string): Promise<z.infer<typeof DETAIL>>;
  listEntries(state?: string): Promise<readonly ApiEntry[]>;
  /** The HTTP status of a health address. */
  probe(path: '/healthz' | '/readyz'): Promise<number>;
};

const PAGE = 500;

/** Starts the server without waiting for it. */
export function launchServer(settings: Settings): Child {
  return startChild({ file: process.execPath, args: [MAIN], env: settings, cwd: tmpdir() });
}

/** Resolves once the server listens. */
export async function listening(server: Child): Promise<Child> {
  await server.prints(/^(propstack-snom listens) on port/m);
  return server;
}

/** The API of the server on that port. */
export function createApi(port: number): Api {
  const origin = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;

  async function read<Data>(path: string, shape: z.ZodType<Data>): Promise<Data> {
    const response = await fetch(`${origin}/api${path}`, { headers: { authorization } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return shape.parse(await response.json());
  }

  const listOf = <Shape extends z.ZodType>(shape: Shape) => z.object({ data: z.array(shape) });

  return {
    async listCalls() {
      const all: ApiCall[] = [];
      for (;;) {
        const last = all.at(-1);
        const before = last ? `&before=${last.id}` : '';
        const { data } = await read(`/calls?limit=${PAGE}${before}`, listOf(CALL));
        all.push(...data);
        if (data.length < PAGE) return all;
      }
    },
    findCall: (id) => read(`/calls/${id}`, DETAIL),
    async listEntries(state) {
      const filter = state === undefined ? '' : `&state=${state}`;
      return (await read(`/journal?limit=${PAGE}${filter}`, listOf(ENTRY))).data;
    },
    async probe(path) {
      const response = await fetch(`${origin}${path}`);
      await response.body?.cancel();
      return response.status;
    },
  };
}
