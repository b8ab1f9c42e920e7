import { Command, InvalidArgumentError } from 'commander';
import { startSandbox } from '../sandbox/sandbox.ts';

const PARENT_POLL_MS = 250;

type Options = {
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  readonly contacts: number;
  readonly key: string;
  readonly exitWithParent?: true;
};

const command = new Command('sandbox')
  .description('Starts a pretend CRM with sample contacts, for trying things out.')
  .option('--port <number>', 'where to listen, 0 for any free port', parseCount(0, 65_535), 0)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--seed <number>', 'decides names, dates and dice', parseCount(0, 4_294_967_295), 1)
  .option('--contacts <number>', 'how many contacts are made up', parseCount(0, 500_000), 300)
  .option('--key <text>', 'the API key that is accepted', 'demo')
  .option('--exit-with-parent', 'stop when the process that started this one is gone')
  .parse();

const options = command.opts<Options>();
const { key: apiKey, exitWithParent, ...rest } = options;
const sandbox = await startSandbox({ ...rest, apiKey }).catch((error: unknown) =>
  command.error(`cannot listen on ${options.host}, port ${options.port}: ${String(error)}`),
);
console.log(`Sandbox CRM at ${sandbox.url} with key ${sandbox.apiKey}`);

process.once('SIGTERM', quit);
process.once('SIGINT', quit);
if (exitWithParent) watchParent(process.ppid);

function watchParent(parent: number): void {
  const timer = setInterval(() => {
    if (process.ppid !== parent) quit();
  }, PARENT_POLL_MS);
  timer.unref();
}

function quit(): void {
  void sandbox.stop().then(() => process.exit(0));
}

function parseCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}`);
  };
}
