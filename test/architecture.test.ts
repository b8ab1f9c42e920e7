import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

/** What each folder may import beside itself: folders of ours, and packages. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: ['libphonenumber-js/max'],
  'use-cases': ['domain'],
  snom: ['domain', 'xmlbuilder2', 'node:net'],
  http: ['domain', 'use-cases', 'snom', 'settings.ts', 'express', 'express-rate-limit', 'node:'],
  propstack: ['domain', 'undici', 'lru-cache', 'libphonenumber-js/max', 'node:'],
  store: ['domain', 'node:'],
  sandbox: ['node:'],
  simulator: ['node:', 'xmlbuilder2'],
};

/** Packages that only one folder may know. */
const OWNERS: Readonly<Record<string, string>> = {
  express: 'http',
  'express-rate-limit': 'http',
  undici: 'propstack',
  'lru-cache': 'propstack',
  'node:sqlite': 'store',
};

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const statements = /^(?:import|export)\s[^;]*?from '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm;
  return [...text.matchAll(statements)]
    .map(([, stated, loaded]) => stated ?? loaded ?? '')
    .map((target) =>
      target.startsWith('.')
        ? relative(SRC, resolve(SRC, file, '..', target)).replaceAll('\\', '/')
        : target,
    );
}

const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

describe('the architecture', () => {
  it.each(Object.keys(ALLOWED))('%s/ imports only what it may', (folder) => {
    const own = FILES.filter((file) => folderOf(file) === folder);
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap((file) =>
      importsOf(file)
        .filter(
          (target) =>
            folderOf(target) !== folder &&
            !(ALLOWED[folder] ?? []).some(
              (allowed) =>
                target === allowed ||
                target.startsWith(`${allowed}/`) ||
                (allowed.endsWith(':') && target.startsWith(allowed)),
            ),
        )
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(OWNERS))('%s is known to %s/ alone', (name, owner) => {
    const others = FILES.filter((file) => ![owner, 'cli', 'doctor'].includes(folderOf(file)));
    expect(others.filter((file) => importsOf(file).includes(name))).toEqual([]);
  });

  it('the rules know no clock, no randomness and no waiting', () => {
    const domain = FILES.filter((file) => folderOf(file) === 'domain');
    const impure = domain.filter((file) =>
      /\b(Date\.now|new Date\(\)|Math\.random|randomUUID|await|setTimeout|process\.)/.test(
        readFileSync(join(SRC, file), 'utf8'),
      ),
    );
    expect(impure).toEqual([]);
  });

  it('nothing but the entry points exports a default', () => {
    const wrong = FILES.filter((file) =>
      /^export default/m.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
