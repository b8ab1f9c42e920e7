import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Child } from './child.ts';
import { type Crm, startCrm } from './crm.ts';
import { findFreePort } from './free-port.ts';
import { createPhone, type Phone } from './phone.ts';
import {
  type Api,
  createApi,
  launchServer,
  listening,
  PASSWORD,
  type Settings,
  TOKEN,
} from './server.ts';
import { until } from './until.ts';

/** A CRM, the settings of a server in live mode, and phones. */
export type Office = {
  readonly crm: Crm;
  readonly crmPort: number;
  readonly port: number;
  readonly dataDir: string;
  readonly settings: Settings;
  readonly api: Api;
  /** Starts the server; resolves when it listens. */
  start(changes?: Settings): Promise<Child>;
  addPhone(number: number): Phone;
  /** Resolves when no entry waits any more. */
  outboxIsEmpty(withinMs?: number): Promise<void>;
};

/** A folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'propstack-snom-faults-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the CRM and prepares the rest; times are short, so that much happens in little time. */
export async function openOffice(
  options: { readonly contacts?: number; readonly dataDir?: string; settings?: Settings } = {},
): Promise<Office> {
  const [crmPort, port] = [await findFreePort(), await findFreePort()];
  const crm = await startCrm({ port: crmPort, contacts: options.contacts ?? 300 });
  const dataDir = options.dataDir ?? join(makeFolder(), 'data');
  const settings = {
    PORT: `${port}`,
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    PROPSTACK_API_KEY: 'demo',
    PROPSTACK_API_URL: crm.url,
    PHONE_TOKEN: TOKEN,
    PHONE_NETWORKS: '127.0.0.0/8',
    ADMIN_PASSWORD: PASSWORD,
    CONTACT_SYNC: 'off',
    PROPSTACK_RATE_PER_MINUTE: '100000',
    RING_GROUP_SECONDS: '0.2',
    JOURNAL_RETRY_BASE_MS: '50',
    JOURNAL_RETRY_CAP_MS: '500',
    LOG_LEVEL: 'warn',
    ...options.settings,
  };
  const api = createApi(port);
  return {
    crm,
    crmPort,
    port,
    dataDir,
    settings,
    api,
    start: (changes) => listening(launchServer({ ...settings, ...changes })),
    addPhone: (number) => createPhone(port, number),
    async outboxIsEmpty(withinMs = 20_000) {
      await until('an empty outbox', withinMs, async () => {
        return (await api.listEntries('pending')).length === 0;
      });
    },
  };
}
