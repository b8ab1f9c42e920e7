import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SnomPhone } from '../simulator/snom-phone.ts';
import { type Api, createApi } from './account.ts';
import { type Crm, startCrm } from './crm.ts';
import { findFreePort } from './free-port.ts';
import type { OfficeDay } from './office-day.ts';
import { setUpPhones } from './play-day.ts';
import { prepareServer, type SimulatedServer } from './server.ts';

/** A CRM that knows the callers, a server that is ready, and phones with their settings. */
export type Office = {
  readonly crm: Crm;
  readonly server: SimulatedServer;
  readonly api: Api;
  readonly phones: readonly SnomPhone[];
};

/** Opens an office in an empty folder; the processes end with this one. */
export async function openOffice(
  day: OfficeDay,
  options: {
    readonly phones: number;
    readonly seed: number;
    readonly folder: string;
    readonly signal: AbortSignal;
  },
): Promise<Office> {
  const { folder, seed, signal } = options;
  const logFile = join(folder, 'processes.log');
  const crm = await startCrm({ folder, logFile, seed, signal });
  await crm.addContacts(day.contacts);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const port = await findFreePort();
  const server = prepareServer({ port, crmUrl: crm.url, folder, dataDir, logFile, signal });
  await server.start();
  const phones = await setUpPhones(options.phones, server.settingsUrl);
  return { crm, server, phones, api: createApi(server, signal) };
}
