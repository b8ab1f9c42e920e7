import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeFolder } from './office.ts';

/** A small file system of its own. */
export type SmallDisk = { readonly folder: string; fill(): void; free(): void };

const SMALL = ['-t', 'tmpfs', '-o', 'size=4m', 'none'];
const BLOCK = Buffer.alloc(4096);

/** Why no file system can be mounted here, or undefined when it can. */
export function findMountObstacle(): string | undefined {
  if (process.platform !== 'linux') return 'small file systems are made on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'propstack-snom-mount-'));
  try {
    run('mount', ...SMALL, folder);
    run('umount', folder);
    return undefined;
  } catch (error) {
    return `no file system may be mounted here (${error instanceof Error ? error.message : ''})`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mounts an empty file system of 4 MB; it is gone after the test. */
export function mountSmallDisk(): SmallDisk {
  const folder = makeFolder();
  run('mount', ...SMALL, folder);
  onTestFinished(() => run('umount', folder));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (;;) writeSync(file, BLOCK);
      } catch (error) {
        const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
        if (!isFull) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast),
  };
}

function run(file: string, ...args: readonly string[]): void {
  const done = spawnSync(file, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${file}: ${done.error?.message ?? done.stderr.trim()}`);
}
