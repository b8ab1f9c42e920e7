import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { EXIT_URL, type Fetch, INPUT_TOKEN, type Page, type SoftKey } from './page.ts';

/** Longest text that one element carries; phones cut what does not fit. */
const MAX_TEXT_LENGTH = 200;

/** The page as the XML document that Snom's minibrowser reads. */
export function toXml(page: Page): string {
  const document = create({ version: '1.0', encoding: 'utf-8' });
  switch (page.kind) {
    case 'text': {
      const root = document.ele('SnomIPPhoneText', cardAttributes(page.isCallerCard));
      root.ele('Title').txt(cleanText(page.title));
      addLines(root.ele('Text'), page.lines);
      addCommon(root, page.keys, page.fetch);
      break;
    }
    case 'menu': {
      const root = document.ele('SnomIPPhoneMenu');
      root.ele('Title').txt(cleanText(page.title));
      for (const row of page.rows) {
        const item = root.ele('MenuItem', { name: cleanText(row.name) });
        item.ele('URL').txt(row.url);
        if (row.extra !== undefined) item.ele('ExtraText').txt(cleanText(row.extra));
        addCommon(item, row.keys ?? []);
      }
      addCommon(root, page.keys);
      break;
    }
    case 'input': {
      const root = document.ele('SnomIPPhoneInput', { track: 'no' });
      root.ele('Url').txt(page.url);
      const item = root.ele('InputItem');
      item.ele('DisplayName').txt(cleanText(page.prompt));
      item.ele('InputToken').txt(INPUT_TOKEN);
      item.ele('DefaultValue');
      item.ele('InputFlags').txt('a');
      addCommon(root, page.keys);
      break;
    }
    case 'exit': {
      // A page that leaves at once: `state` keeps the call's keys working until it is gone.
      const root = document.ele('SnomIPPhoneText', cardAttributes(true));
      root.ele('Title');
      root.ele('Text');
      addCommon(root, [], { afterMs: 1, url: EXIT_URL });
    }
  }
  return document.end();
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
  const characters = [...plain];
  return characters.length <= MAX_TEXT_LENGTH
    ? plain
    : `${characters.slice(0, MAX_TEXT_LENGTH - 1).join('')}…`;
}

function cardAttributes(isCallerCard: boolean): Record<string, string> {
  return isCallerCard ? { state: 'relevant', track: 'no' } : {};
}

function addLines(text: XMLBuilder, lines: readonly string[]): void {
  lines.forEach((line, index) => {
    if (index > 0) text.ele('br');
    text.txt(cleanText(line));
  });
}

function addCommon(parent: XMLBuilder, keys: readonly SoftKey[], fetch?: Fetch): void {
  if (fetch) parent.ele('fetch', { mil: String(Math.round(fetch.afterMs)) }).txt(fetch.url);
  for (const key of keys) {
    const item = parent.ele('SoftKeyItem');
    item.ele('Name').txt(key.name);
    item.ele('Label').txt(cleanText(key.label));
    item.ele('URL').txt(key.url);
  }
}
