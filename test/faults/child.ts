import { type ChildProcess, spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { afterEach } from 'vitest';
import { until } from './until.ts';

/** How a process ended. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A process of this test. */
export type Child = {
  readonly pid: number;
  /** What it has printed so far, on both streams. */
  output(): string;
  /** What it has printed on the error stream. */
  errors(): string;
  /** Resolves with the part in brackets once a line fits; rejects when it ends before that. */
  prints(pattern: RegExp, withinMs?: number): Promise<string>;
  isRunning(): boolean;
  /** Signals the process, or with `group` everything it has started too. */
  signal(name: NodeJS.Signals, to?: 'process' | 'group'): void;
  /** How it ended, and how long after the call; rejects when it has not by then. */
  ends(withinMs?: number): Promise<Exit & { readonly afterMs: number }>;
};

/** What to start. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Gives it a process group of its own. */
  readonly ownGroup?: boolean;
};

const PATIENCE_MS = 20_000;
const running = new Map<Child, boolean>();

afterEach(async () => {
  const children = [...running.keys()];
  killAll();
  await Promise.all(children.map((child) => child.ends()));
});
process.on('exit', killAll);

/** Starts a process that does not outlive its test. Of our environment it has the path only. */
export function startChild(command: Command): Child {
  const child = spawn(command.file, command.args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: command.ownGroup === true,
    ...(command.cwd !== undefined && { cwd: command.cwd }),
  });
  const watched = watch(child);
  running.set(watched, command.ownGroup === true);
  return watched;
}

function watch(child: ChildProcess): Child {
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${child.spawnfile} can't be started`);
  const printed = { all: '', errors: '' };
  child.stdout?.on('data', (chunk) => {
    printed.all += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    printed.all += String(chunk);
    printed.errors += String(chunk);
  });
  let ended: Exit | undefined;
  // Not `exit`: whoever still writes to these streams has been started by it and goes on.
  child.once('close', (code, signal) => {
    ended = { code, signal };
    running.delete(self);
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const self: Child = {
    pid,
    output: () => printed.all,
    errors: () => printed.errors,
    isRunning,
    signal: (name, to = 'process') => process.kill(to === 'group' ? -pid : pid, name),
    async prints(pattern, withinMs = PATIENCE_MS) {
      return until(`${pattern} in ${printed.all}`, withinMs, () => {
        const found = pattern.exec(printed.all)?.[1];
        if (found === undefined && !isRunning()) throw new Error(`It ended: ${printed.all}`);
        return found;
      });
    },
    async ends(withinMs = PATIENCE_MS) {
      const startedAt = performance.now();
      const exit = await until(`end of process ${pid}`, withinMs, () => ended);
      return { ...exit, afterMs: performance.now() - startedAt };
    },
  };
  return self;
}

function killAll(): void {
  for (const [child, hasOwnGroup] of running) {
    try {
      child.signal('SIGKILL', hasOwnGroup ? 'group' : 'process');
    } catch (error) {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
      if (!isGone) throw error;
    }
  }
  running.clear();
}
