import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MAIN } from './server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMPILER = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** Builds the server unless it is built and no source is newer; throws with the compiler's words. */
export function buildIfNeeded(): void {
  if (existsSync(MAIN) && statSync(MAIN).mtimeMs >= newestSource()) return;
  const args = [COMPILER, '-p', 'tsconfig.build.json'];
  const built = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The server can't be built:\n${built.stdout}`);
}

function newestSource(): number {
  const files = globSync('src/**/*.ts', { cwd: ROOT });
  return Math.max(...files.map((file) => statSync(`${ROOT}/${file}`).mtimeMs));
}
