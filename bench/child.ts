import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pinned, type Side } from './cores.ts';

/** A process that the bench has started and ends with it at the latest. */
export type Child = {
  readonly process: ChildProcess;
  /** CPU time of all its threads so far in milliseconds; NaN where the system does not tell. */
  cpuMs(): number;
  /** Resident memory in bytes; NaN where the system does not tell. */
  memoryBytes(): number;
  /** Halts it, so that it takes no time from others, and lets it go on. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
};

export type ChildOptions = {
  readonly side: Side;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** For children that are sent messages. */
  readonly hasMessages?: boolean;
};

const CLOCK_TICK_MS = 10;
const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts Node.js with these arguments and no settings but the given ones; it logs to nowhere. */
export function startChild(options: ChildOptions): Child {
  const [command, args] = pinned(options.side, options.args);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', 'ignore', 'inherit', options.hasMessages ? 'ipc' : 'ignore'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return {
    process: child,
    cpuMs: () => readCpuMs(child.pid),
    memoryBytes: () => readMemoryBytes(child.pid),
    pause: () => signal(child, 'SIGSTOP'),
    resume: () => signal(child, 'SIGCONT'),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The child's next message; rejects when it ends before. */
export function nextMessage(child: Child): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { process: it } = child;
    const onMessage = (message: unknown) => {
      it.off('exit', onExit);
      resolve(message);
    };
    const onExit = (code: number | null) => {
      it.off('message', onMessage);
      reject(new Error(`a process of the bench ended with ${code ?? 'a signal'}`));
    };
    it.once('message', onMessage);
    it.once('exit', onExit);
  });
}

function signal(child: ChildProcess, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (process.platform !== 'win32') child.kill(name);
}

function readCpuMs(pid: number | undefined): number {
  const [, fields = ''] = readProc(pid, 'stat').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) * CLOCK_TICK_MS;
}

function readMemoryBytes(pid: number | undefined): number {
  const [, kilobytes] = /^VmRSS:\s*(\d+) kB$/m.exec(readProc(pid, 'status')) ?? [];
  return Number(kilobytes) * 1024;
}

function readProc(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
