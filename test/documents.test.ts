import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../src/settings.ts';
import { readPhoneSettings } from '../src/simulator/phone-settings.ts';
import { createAddresses } from '../src/snom/addresses.ts';
import { listPhoneSettings, toSettingsText, toSettingsXml } from '../src/snom/phone-settings.ts';
import { openOffice, TOKEN } from './office.ts';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md', 'snom-config/**/*.md'], { cwd: ROOT }).sort();
const README = read('README.md');
const PLACEHOLDER = listPhoneSettings(createAddresses('http://SERVER:PORT', 'TOKEN'));

type Manifest = Readonly<Record<string, Readonly<Record<string, string>>>>;
const MANIFEST: Manifest = JSON.parse(read('package.json'));

describe('README', () => {
  it('opens with German, for the office', () => {
    const [, opening = ''] = README.split('\n\n');
    expect(opening).toMatch(/\bTelefon\b.*\swer anruft/s);
    expect(opening).not.toMatch(/\b(the|and|is)\b/);
  });

  it('lists exactly the settings there are, in their order', () => {
    expect(settingRows().map(({ name }) => name)).toEqual(Object.keys(SETTINGS));
  });

  it('tells the default of every setting', () => {
    const told = Object.fromEntries(settingRows().map(({ name, fallback }) => [name, fallback]));
    const built = Object.entries(SETTINGS).map(([name, schema]) => {
      const fallback = defaultOf(schema);
      // Where none is built in, words say what happens instead.
      return [name, fallback === undefined ? expect.stringMatching(/^[^`]/) : `\`${fallback}\``];
    });
    expect(told).toEqual(Object.fromEntries(built));
  });

  it('says of every setting that would stop the start that it is not in this version', () => {
    const stopping = Object.entries(SETTINGS).filter(([, schema]) => acceptsNothing(schema));
    expect(stopping.length).toBeGreaterThan(0);
    for (const [name] of stopping) {
      const row = settingRows().find((it) => it.name === name);
      expect(row?.meaning, name).toMatch(/^not in this version: /);
    }
  });

  it('names every dependency, and none that is not there', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
    const used = kinds.flatMap((kind) => Object.keys(MANIFEST[kind] ?? {}));
    expect(
      dependencyRows()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(used.sort());
  });

  it('names the licence that each dependency has', () => {
    for (const { name, licence } of dependencyRows()) {
      const manifest = `node_modules/${name}/package.json`;
      // Of the packages with Node.js only the one for this computer is there.
      if (existsSync(join(ROOT, manifest))) {
        expect(licence, name).toBe(JSON.parse(read(manifest)).license);
      }
    }
  });
});

describe('snom-config', () => {
  it('has the very settings that the server hands out, with one placeholder', () => {
    expect(read('snom-config/settings.xml')).toBe(toSettingsXml(PLACEHOLDER));
  });

  it('is read by a phone, and every address in it leads somewhere', async () => {
    const office = await openOffice();
    const settings = readPhoneSettings(read('snom-config/settings.xml'));
    expect([...settings.keys()]).toEqual(PLACEHOLDER.map(({ name }) => name));
    for (const [name, value] of settings) {
      const address = value
        .replace(/^url /, '')
        .replace('http://SERVER:PORT/snom/TOKEN', `${office.base()}/snom/${TOKEN}`);
      expect((await fetch(address)).status, name).toBe(200);
    }
  });

  it('shows every field of the phone in its drawing', () => {
    const drawing = read('snom-config/pictures/web-page.svg');
    for (const { name, label, value } of PLACEHOLDER) {
      if (name === 'dkey_directory') continue;
      expect(drawing).toContain(`>${label}:<`);
      expect(drawing).toContain(value.replace(/\?mac=.*/, '?mac=…'));
    }
  });

  it('has an address for the directory key that is the one to paste', () => {
    const directory = PLACEHOLDER.find(({ name }) => name === 'dkey_directory');
    const address = directory?.value.replace(/^url /, '') ?? '';
    expect(toSettingsText(PLACEHOLDER)).toContain(address);
    expect(read('snom-config/README.md')).toContain(`\`${address}\``);
    expect(read('snom-config/pictures/directory-key.svg')).toContain(`>${address}<`);
  });

  it('warns of the two settings that would cut a phone off', () => {
    const guide = read('snom-config/README.md');
    expect(guide).toMatch(/\*\*Never point `setting_server` at this server\.\*\*/);
    expect(guide).toMatch(/\*\*Never put an address of ours into `action_blacklist_url`\*\*/);
    const names = PLACEHOLDER.map(({ name }) => name);
    expect(names).not.toContain('setting_server');
    expect(names).not.toContain('action_blacklist_url');
  });

  it('labels each of its pictures as a drawing', () => {
    const pictures = globSync('snom-config/pictures/*.svg', { cwd: ROOT });
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) {
      expect(read(picture), picture).toMatch(/>Drawing, not a (screenshot|photograph)\./);
      expect(read('snom-config/README.md')).toContain(picture.replace('snom-config/', ''));
    }
  });
});

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  it('has no link into nothing', () => {
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [path = '', section] = target.split('#');
      const file = path === '' ? document : join(dirname(document), path);
      expect(existsSync(join(ROOT, file)), target).toBe(true);
      if (section !== undefined) expect(sectionsOf(read(file)), target).toContain(section);
    }
  });

  it('names only commands that exist', () => {
    for (const [, name = ''] of text.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)) {
      expect(Object.keys(MANIFEST['scripts'] ?? {})).toContain(name);
    }
    for (const [, name = ''] of text.matchAll(/\bdist\/cli\/([\w-]+)\.js/g)) {
      expect(existsSync(join(ROOT, `src/cli/${name}.ts`)), name).toBe(true);
    }
  });

  it('speaks of no setting that does not exist', () => {
    const words = text.match(/`(?:JOURNAL|PROPSTACK|PHONE|CACHE|LOOKUP|RING|TLS)_[A-Z_]+`/g) ?? [];
    for (const word of words) expect(Object.keys(SETTINGS)).toContain(word.slice(1, -1));
  });
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What stands in the README below a heading. */
function sectionOf(heading: string): string {
  const [, after = ''] = README.split(`\n## ${heading}\n`);
  return after.split('\n## ')[0] ?? '';
}

function settingRows() {
  return [...sectionOf('Settings').matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$/gm)].map(
    ([, name = '', fallback = '', meaning = '']) => ({ name, fallback, meaning }),
  );
}

function dependencyRows() {
  const rows = sectionOf('Why each dependency').matchAll(/^\| (`[^|]+`) \| ([^|]+) \| .+ \|$/gm);
  return [...rows].flatMap(([, names = '', licence = '']) =>
    (names.match(/[^`, ]+/g) ?? []).map((name) => ({ name, licence })),
  );
}

/** The text that stands for a setting which is not given, or undefined. */
function defaultOf(schema: (typeof SETTINGS)[keyof typeof SETTINGS]): string | undefined {
  return 'defaultValue' in schema.def ? String(schema.def.defaultValue) : undefined;
}

function acceptsNothing(schema: (typeof SETTINGS)[keyof typeof SETTINGS]): boolean {
  return 'innerType' in schema.def && schema.def.innerType.def.type === 'never';
}

/** The names by which a document's headings are linked to. */
function sectionsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
