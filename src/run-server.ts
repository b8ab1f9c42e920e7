import { existsSync } from 'node:fs';
import { type Config, parseConfig } from './config.ts';
import { hashPassword } from './http/admin-access.ts';
import { createLog } from './log.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import { type RunningServer, startServer } from './server.ts';
import { SETTINGS } from './settings.ts';
import {
  type DataDir,
  lockDataDir,
  openDataDir,
  readOrCreatePassword,
  readOrCreateToken,
} from './store/data-dir.ts';

/** A second signal sooner than this is the same one, delivered twice. */
const SIGNAL_ECHO_MS = 1000;
const PARENT_WATCH_MS = 200;

/** Runs the server in this process until a signal, or the end of npm's shell, ends it. */
export async function runServer(process: NodeJS.Process, parent: number): Promise<void> {
  // Database, secrets and what SQLite puts beside them are for this user alone.
  process.umask(0o077);
  try {
    const { config, dir } = readSettings(process);
    const lock = lockDataDir(dir);
    const { server, sandbox } = await start(config, dir, process);
    stopOnSignal(process, parent, async () => {
      await server.stop();
      await sandbox?.stop();
      lock.release();
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(1);
  }
}

/** Settings and data folder; throws with every complaint, one per line. */
export function readSettings(process: NodeJS.Process): {
  readonly config: Config;
  readonly dir: DataDir;
} {
  const unreadable = loadEnvFile(process);
  const parsed = parseConfig(process.env);
  const { config } = parsed;
  const complaints = [...unreadable, ...parsed.complaints];
  const path = config?.dataDir ?? (process.env['DATA_DIR'] || './data');
  const opened = tryOpen(path);
  const all = [...complaints, ...(opened instanceof Error ? [opened.message] : [])];
  if (!config || opened instanceof Error || complaints.length > 0) throw new Error(all.join('\n'));
  return { config, dir: opened };
}

/** Settings from `.env` in the working directory; what stands in the environment wins. */
function loadEnvFile(process: NodeJS.Process): readonly string[] {
  if (!existsSync('.env')) return [];
  // An empty value counts as not set, so it must not hide what stands in the file.
  for (const name of Object.keys(SETTINGS)) if (process.env[name] === '') delete process.env[name];
  try {
    process.loadEnvFile('.env');
    return [];
  } catch {
    return ['.env can not be read: give this user the right to read it'];
  }
}

function tryOpen(path: string): DataDir | Error {
  try {
    return openDataDir(path);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function start(
  config: Config,
  dir: DataDir,
  process: NodeJS.Process,
): Promise<{ readonly server: RunningServer; readonly sandbox?: Sandbox }> {
  const phoneToken = config.phoneToken ?? readOrCreateToken(dir);
  const password =
    config.adminPassword === undefined
      ? readOrCreatePassword(dir, hashPassword)
      : { hash: hashPassword(config.adminPassword) };
  const sandbox = config.apiKey === undefined ? await startSandbox() : undefined;
  const server = await startServer(config, {
    account: sandbox
      ? { url: sandbox.url, apiKey: sandbox.apiKey, isDemo: true }
      : { url: config.apiUrl, apiKey: config.apiKey ?? '', isDemo: false },
    databaseFile: dir.file(sandbox ? 'demo.db' : 'propstack-snom.db'),
    phoneToken,
    passwordHash: password.hash,
    log: createLog(config.logLevel),
  });
  process.stdout.write(greeting(server, phoneToken, password.created, sandbox, config.apiUrl));
  return { server, ...(sandbox && { sandbox }) };
}

function greeting(
  server: RunningServer,
  phoneToken: string,
  password: string | undefined,
  sandbox: Sandbox | undefined,
  crmUrl: string,
): string {
  const lines = [
    `propstack-snom listens on port ${server.port}`,
    `  Calls and journal:  ${server.publicUrl}/api/calls (user admin)`,
    `  Phone address:      ${server.publicUrl}/snom/${phoneToken}`,
    `  Phone settings:     ${server.publicUrl}/snom/${phoneToken}/settings.xml`,
    ...(password === undefined
      ? []
      : [`  Admin password:     ${password}   (shown this once, keep it)`]),
    ...(sandbox
      ? [
          `  Demo mode, no PROPSTACK_API_KEY: sandbox CRM at ${sandbox.url} (X-API-KEY: ${sandbox.apiKey})`,
          `  Try it in a second terminal: npm run ring -- --from 01701234567${
            server.port === 8080 ? '' : ` --url http://127.0.0.1:${server.port}`
          }`,
        ]
      : [`  CRM:                ${crmUrl}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function stopOnSignal(process: NodeJS.Process, parent: number, stop: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const onSignal = () => {
    if (stoppingSince === undefined) {
      stoppingSince = performance.now();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    } else if (performance.now() - stoppingSince > SIGNAL_ECHO_MS) {
      process.exit(1);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  if (process.env['npm_lifecycle_event'] !== undefined)
    stopWithoutParent(process, parent, onSignal);
}

/** `npm start` runs us below a shell, which a signal to npm ends without passing it on. */
function stopWithoutParent(process: NodeJS.Process, parent: number, stop: () => void): void {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, PARENT_WATCH_MS);
  watch.unref();
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('errcode' in error) {
    return `The database in DATA_DIR can't be opened (${error.message}): restore a backup`;
  }
  const isListening = 'syscall' in error && error.syscall === 'listen';
  const code = isListening && 'code' in error ? error.code : undefined;
  if ('syscall' in error && error.syscall === 'getaddrinfo') {
    return 'HOST is not an address of this computer: give another one';
  }
  if (code === 'EADDRINUSE') return 'PORT is taken by another program: give another one';
  if (code === 'EACCES') return 'PORT needs more rights than this user has: give one above 1023';
  if (code === 'EADDRNOTAVAIL') return 'HOST is not an address of this computer: give another one';
  return error.message;
}
