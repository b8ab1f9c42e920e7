import { randomBytes, randomInt } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The folder with everything that must survive: database, generated secrets, lock. */
export type DataDir = {
  readonly path: string;
  file(name: string): string;
};

const TOKEN_FILE = 'phone-token';
const PASSWORD_FILE = 'admin-password.sha256';
const FILE_MODE = 0o600;
const PASSWORD_ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 20;

/** Creates the folder if need be; throws with one line for the administrator if it is unusable. */
export function openDataDir(path: string): DataDir {
  try {
    makeFolder(resolve(path));
    if (!statSync(path).isDirectory()) throw new Error('not a folder');
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'not a folder';
    throw new Error(`DATA_DIR is "${path}": it can't be used (${why}), give a folder to write to`);
  }
  for (const name of readdirSync(path)) {
    const file = join(path, name);
    if (statSync(file).isFile() && isOwn(name)) chmodSync(file, FILE_MODE);
  }
  return { path, file: (name) => join(path, name) };
}

/** True for the files that we make; what others have put there is theirs. */
function isOwn(name: string): boolean {
  return /^(phone-token|admin-password\.sha256|(lock|demo|propstack-snom)\.db(-\w+)?)$/.test(name);
}

/** One level after the other: where no folder can be made, `recursive` never comes back. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/**
 * Claims the folder for this process; throws when a running server has it. Two servers on one
 * database would send every entry twice. The claim ends with the process, however it ends.
 */
export function lockDataDir(dir: DataDir): { release(): void } {
  const lock = new DatabaseSync(dir.file('lock.db'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Error(
      `DATA_DIR is "${dir.path}": another running server uses it, stop that or give another folder`,
    );
  }
  return { release: () => lock.close() };
}

/** The phone token kept in the folder, made at first. */
export function readOrCreateToken(dir: DataDir): string {
  const known = readToken(dir);
  if (known !== undefined) return known;
  if (existsSync(dir.file(TOKEN_FILE))) {
    // A new one would silently shut out every phone.
    throw new Error(
      `${dir.file(TOKEN_FILE)} holds no phone token: put the old one back, or delete the file and set up the phones again`,
    );
  }
  const token = createToken();
  writeFileSync(dir.file(TOKEN_FILE), `${token}\n`, { mode: FILE_MODE });
  return token;
}

/** 16 characters; none that a command line takes for an option in front. */
function createToken(): string {
  const token = randomBytes(12).toString('base64url');
  return token.startsWith('-') ? createToken() : token;
}

/** The phone token kept in the folder, or undefined when there is none. */
export function readToken(dir: DataDir): string | undefined {
  const text = readFile(dir.file(TOKEN_FILE))?.trim();
  return text !== undefined && /^[A-Za-z0-9_-]{16,64}$/.test(text) ? text : undefined;
}

/**
 * The hash of the admin password kept in the folder, and the password itself only when it has
 * just been made. It is long and random, so a plain hash of it can't be searched through.
 */
export function readOrCreatePassword(
  dir: DataDir,
  hash: (password: string) => string,
): { readonly hash: string; readonly created?: string } {
  const known = readFile(dir.file(PASSWORD_FILE))?.trim();
  if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return { hash: known };
  const created = Array.from(
    { length: PASSWORD_LENGTH },
    () => PASSWORD_ALPHABET[randomInt(PASSWORD_ALPHABET.length)],
  ).join('');
  writeFileSync(dir.file(PASSWORD_FILE), `${hash(created)}\n`, { mode: FILE_MODE });
  return { hash: hash(created), created };
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
