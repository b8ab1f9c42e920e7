import { fileURLToPath } from 'node:url';
import type { Fault } from '../src/sandbox/faults.ts';
import type { RequestRecord } from '../src/sandbox/request-log.ts';
import { startChild } from './child.ts';
import { findFreePort, untilAnswering } from './ports.ts';

/** The pretend CRM in a process of its own, on the side of the load. */
export type SandboxProcess = {
  readonly apiUrl: string;
  readonly apiKey: string;
  addContact(contact: { readonly last_name: string; readonly home_phone: string }): Promise<void>;
  setFaults(faults: readonly Fault[]): Promise<void>;
  /** The last requests that it received. */
  listRequests(): Promise<readonly RequestRecord[]>;
};

const PROGRAM = fileURLToPath(new URL('../src/cli/sandbox.ts', import.meta.url));
const API_KEY = 'demo';

/** Starts a CRM that holds the sample contacts only: the bench adds those it needs. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const port = await findFreePort();
  const args = ['--port', String(port), '--contacts', '0', '--key', API_KEY, '--exit-with-parent'];
  startChild({ side: 'load', args: [PROGRAM, ...args] });
  const base = `http://127.0.0.1:${port}`;
  await untilAnswering(`${base}/sandbox/faults`);

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${base}/sandbox${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`the sandbox refused: ${await response.text()}`);
    return response.json();
  }

  return {
    apiUrl: `${base}/v1`,
    apiKey: API_KEY,
    async addContact(contact) {
      await control('POST', '/contacts', contact);
    },
    async setFaults(faults) {
      await control('PUT', '/faults', faults);
    },
    async listRequests() {
      const { data } = (await control('GET', '/requests')) as { data: RequestRecord[] };
      return data;
    },
  };
}
