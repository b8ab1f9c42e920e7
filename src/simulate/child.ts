import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

/** What to start; its output is appended to the log file. */
export type Command = {
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
};

/** A process of the simulation. */
export type Child = {
  isRunning(): boolean;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
};

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a Node.js process that does not outlive this one. Of our environment it has the path. */
export function startChild({ script, args = [], env, cwd, logFile }: Command): Child {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  running.add(child);
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
  });
  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
