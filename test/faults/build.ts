import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMPILER = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));

/** Builds the server before the suites run it; throws with what the compiler says. */
export function setup(): void {
  const built = spawnSync(COMPILER, ['-p', 'tsconfig.build.json'], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The server can't be built:\n${built.stdout}`);
}
