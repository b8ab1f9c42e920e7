import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which of two sides a process is on; they never share a core where there are two. */
export type Side = 'server' | 'load';

const CORES = findCores();

/** True when servers and load have a core each. */
export const IS_PINNED = CORES !== undefined;

/** Command and arguments that run Node.js on that side's core. */
export function pinned(side: Side, args: readonly string[]): readonly [string, readonly string[]] {
  if (!CORES) return [process.execPath, args];
  return ['taskset', ['-c', CORES[side], process.execPath, ...args]];
}

/** Moves this process to the side of the load, away from the server. */
export function pinThisProcess(): void {
  if (CORES) spawnSync('taskset', ['-a', '-p', '-c', CORES.load, String(process.pid)]);
}

function findCores(): Readonly<Record<Side, string>> | undefined {
  if (process.platform !== 'linux') return undefined;
  if (spawnSync('taskset', ['--version']).status !== 0) return undefined;
  const [, list = ''] =
    /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const [server, load] = list.split(',').flatMap(expandRange);
  return server === undefined || load === undefined ? undefined : { server, load };
}

/** `2-4` as `2`, `3`, `4`. */
function expandRange(range: string): readonly string[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
