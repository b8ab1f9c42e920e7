import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';
import { findFreePort, untilAnswering } from './ports.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/** A server that answers. */
export type ServerProcess = {
  readonly child: Child;
  readonly port: number;
  /** From starting the process to its first answer. */
  readonly startMs: number;
};

export type ProductOptions = {
  /** Folder for the data folder. */
  readonly folder: string;
  /** Missing: demo mode. */
  readonly sandbox?: SandboxProcess;
  readonly settings?: Readonly<Record<string, string>>;
};

export const PHONE_TOKEN = 'bench-token-0123456789';
const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Starts the built server with an empty data folder; resolves when it is healthy. */
export async function startProduct(options: ProductOptions): Promise<ServerProcess> {
  const port = await findFreePort();
  const { sandbox } = options;
  // The working directory is empty too: a developer's .env must not decide anything here.
  const cwd = mkdtempSync(join(options.folder, 'product-'));
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: cwd,
    PHONE_TOKEN,
    ADMIN_PASSWORD: 'bench-password',
    UI_LANGUAGE: 'de',
    LOG_LEVEL: 'warn',
    CACHE_SECONDS: '3600',
    // Case by case it is said what the server knows already.
    CONTACT_SYNC: 'off',
    JOURNAL_VIA: 'off',
    PROPSTACK_RATE_PER_MINUTE: '100000',
    ...(sandbox && { PROPSTACK_API_KEY: sandbox.apiKey, PROPSTACK_API_URL: sandbox.apiUrl }),
    ...options.settings,
  };
  const startedAt = performance.now();
  const child = startChild({ side: 'server', args: [PROGRAM], cwd, env });
  await untilAnswering(`http://127.0.0.1:${port}/healthz`);
  return { child, port, startMs: performance.now() - startedAt };
}
