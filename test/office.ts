import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { hashPassword } from '../src/http/admin-access.ts';
import { SILENT_LOG } from '../src/log.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { type RunningServer, type ServerParts, startServer } from '../src/server.ts';
import { fetchPhoneSettings } from '../src/simulator/phone-settings.ts';
import { SnomPhone } from '../src/simulator/snom-phone.ts';

export const TOKEN = 'test-token-0123456';
const PASSWORD = 'test-password';
const DEADLINE = { timeout: 8000, interval: 10 };

/** Fast clocks, so that no test waits for what an office waits for. */
const FAST = {
  HOST: '127.0.0.1',
  PORT: '0',
  PHONE_NETWORKS: '127.0.0.0/8',
  JOURNAL_RETRY_BASE_MS: '20',
  JOURNAL_RETRY_CAP_MS: '100',
  PROPSTACK_RATE_PER_MINUTE: '10000',
  PROPSTACK_TIMEOUT_MS: '500',
  RING_GROUP_SECONDS: '0.05',
};

/** Whatever the API answers; each test looks at what it needs. */
// biome-ignore lint/suspicious/noExplicitAny: the tests compare these bodies as a whole
export type ApiBody = any;

/** A running server with a CRM, and what tests ask of it. */
export type Office = Awaited<ReturnType<typeof openOffice>>;

/** Starts a sandbox CRM and a server on it; both end with the test. */
export async function openOffice(
  settings: Readonly<Record<string, string>> = {},
  parts: Pick<ServerParts, 'clock'> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  const sandbox: Sandbox = await startSandbox();
  let server: RunningServer = await start();
  onTestFinished(async () => {
    await server.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  async function start(): Promise<RunningServer> {
    const { config, complaints } = parseConfig({ ...FAST, ...settings });
    if (!config) throw new Error(complaints.join('\n'));
    return startServer(config, {
      account: { url: sandbox.url, apiKey: sandbox.apiKey, isDemo: false },
      databaseFile: join(folder, 'office.db'),
      phoneToken: TOKEN,
      passwordHash: hashPassword(PASSWORD),
      log: SILENT_LOG,
      ...parts,
    });
  }

  const base = () => `http://127.0.0.1:${server.port}`;
  const phoneBase = () => `${base()}/snom/${TOKEN}`;

  async function api(path: string, init: RequestInit = {}) {
    const authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
    const answer = await fetch(`${base()}/api${path}`, {
      ...init,
      headers: { ...init.headers, authorization },
    });
    return { status: answer.status, body: (await answer.json()) as ApiBody };
  }

  const calls = async () => (await api('/calls')).body.data;
  return {
    sandbox,
    base,
    phoneBase,
    api,
    calls,
    databaseFile: join(folder, 'office.db'),
    port: () => server.port,
    /** Reports an event the way a phone does. */
    async tell(type: string, query: Readonly<Record<string, string>> = {}) {
      const told = { mac: '000413000021', call: 'c1', local: '21@pbx', ...query };
      const answer = await fetch(`${phoneBase()}/call/${type}?${new URLSearchParams(told)}`);
      return { status: answer.status, body: await answer.text() };
    },
    /** A simulated phone with the server's own settings. */
    async phone(mac = '000413000021', identity = '21@pbx.example', more: object = {}) {
      const phoneSettings = await fetchPhoneSettings(`${phoneBase()}/settings.xml?mac=${mac}`);
      return new SnomPhone({
        mac,
        identity,
        settings: phoneSettings,
        wait: async () => {},
        onRefusal: 'throw',
        ...more,
      });
    },
    /** The calls, once the first of them has an entry in this state. */
    settled: (state: string) =>
      vi.waitFor(async () => {
        const all = await calls();
        if (all[0]?.journal?.state !== state) throw new Error(JSON.stringify(all[0]));
        return all;
      }, DEADLINE),
    async restart() {
      await server.stop();
      server = await start();
    },
    until: <Value>(check: () => Value | Promise<Value>) => vi.waitFor(check, DEADLINE),
  };
}
