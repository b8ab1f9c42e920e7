import { readFileSync } from 'node:fs';

/** The version in package.json, which lies one folder above `src` and `dist` alike. */
export const VERSION: string = readVersion();

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
