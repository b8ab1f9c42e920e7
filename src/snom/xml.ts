import { EXIT_URL, type Fetch, INPUT_TOKEN, type Page, type SoftKey } from './page.ts';

/** Longest text that one element carries; phones cut what does not fit. */
const MAX_TEXT_LENGTH = 200;

/** Text that is XML already; everything else is escaped by `element`. */
type Markup = { readonly markup: string };

/** The page as the XML document that Snom's minibrowser reads. */
export function toXml(page: Page): string {
  return `<?xml version="1.0" encoding="utf-8"?>${toRoot(page).markup}`;
}

function toRoot(page: Page): Markup {
  switch (page.kind) {
    case 'text':
      return element('SnomIPPhoneText', cardAttributes(page.isCallerCard), [
        element('Title', {}, [cleanText(page.title)]),
        element('Text', {}, toLines(page.lines)),
        ...toCommon(page.keys, page.fetch),
      ]);
    case 'menu':
      return element('SnomIPPhoneMenu', {}, [
        element('Title', {}, [cleanText(page.title)]),
        ...page.rows.map((row) =>
          element('MenuItem', { name: cleanText(row.name) }, [
            element('URL', {}, [row.url]),
            ...(row.extra === undefined ? [] : [element('ExtraText', {}, [cleanText(row.extra)])]),
            ...toCommon(row.keys ?? []),
          ]),
        ),
        ...toCommon(page.keys),
      ]);
    case 'input':
      return element('SnomIPPhoneInput', { track: 'no' }, [
        element('Url', {}, [page.url]),
        element('InputItem', {}, [
          element('DisplayName', {}, [cleanText(page.prompt)]),
          element('InputToken', {}, [INPUT_TOKEN]),
          element('DefaultValue', {}, []),
          element('InputFlags', {}, ['a']),
        ]),
        ...toCommon(page.keys),
      ]);
    case 'exit':
      // A page that leaves at once: `state` keeps the call's keys working until it is gone.
      return element('SnomIPPhoneText', cardAttributes(true), [
        element('Title', {}, []),
        element('Text', {}, []),
        ...toCommon(page.keys, { afterMs: 1, url: EXIT_URL }),
      ]);
  }
}

/**
 * Text from outside, safe to draw: no control characters or lone surrogates, which XML forbids;
 * blanks collapsed; bounded. `$(…)` and `$[…]` are commands to the phone, which allow no blank
 * inside: one takes their power away.
 */
export function cleanText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff\u2028\u2029\s]+/g, ' ')
    .replace(/\$(?=[([])/g, '$ ')
    .trim();
  if (plain.length <= MAX_TEXT_LENGTH) return plain;
  const characters = [...plain];
  return characters.length <= MAX_TEXT_LENGTH
    ? plain
    : `${characters.slice(0, MAX_TEXT_LENGTH - 1).join('')}…`;
}

function cardAttributes(isCallerCard: boolean): Readonly<Record<string, string>> {
  return isCallerCard ? { state: 'relevant', track: 'no' } : {};
}

function toLines(lines: readonly string[]): (Markup | string)[] {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [element('br', {}, [])] : []),
    cleanText(line),
  ]);
}

function toCommon(keys: readonly SoftKey[], fetch?: Fetch): Markup[] {
  return [
    ...(fetch ? [element('fetch', { mil: String(Math.round(fetch.afterMs)) }, [fetch.url])] : []),
    ...keys.map((key) =>
      element('SoftKeyItem', {}, [
        element('Name', {}, [key.name]),
        element('Label', {}, [cleanText(key.label)]),
        element('URL', {}, [key.url]),
      ]),
    ),
  ];
}

/** The only place where markup is made: every string that goes in is escaped here. */
function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly (Markup | string)[],
): Markup {
  const start = Object.entries(attributes).reduce(
    (tag, [key, value]) => `${tag} ${key}="${escapeXml(value).replaceAll('"', '&quot;')}"`,
    `<${name}`,
  );
  if (children.length === 0) return { markup: `${start}/>` };
  const content = children.map((it) => (typeof it === 'string' ? escapeXml(it) : it.markup));
  return { markup: `${start}>${content.join('')}</${name}>` };
}

/** Every ampersand is escaped: what looks like an entity is text that somebody typed. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
