import { byRecency, type Contact } from './contact.ts';
import { type NumberPlan, readPhoneNumbers } from './phone-number.ts';

/**
 * Those of the contacts that a text really describes, best match first: every word stands in the
 * name, the company, the city or a number. Names that begin with the first word lead, then the
 * most recently contacted.
 */
export function rankMatches(
  contacts: readonly Contact[],
  query: string,
  plan: NumberPlan,
): readonly Contact[] {
  const words = toWords(query);
  if (words.length === 0) return [];
  return contacts
    .flatMap((contact) => {
      const score = scoreOf(contact, words, plan);
      return score === undefined ? [] : [{ contact, score }];
    })
    .sort((one, other) => one.score - other.score || byRecency(one.contact, other.contact))
    .map(({ contact }) => contact);
}

/** Lower is better; undefined when a word is nowhere. */
function scoreOf(contact: Contact, words: readonly string[], plan: NumberPlan): number | undefined {
  const texts = [contact.name, contact.company ?? '', contact.city ?? ''];
  const forms = texts.map((text) => [fold(text), foldUmlauts(text)]);
  const digits = contact.numbers.flatMap(({ text }) => [
    text.replace(/\D/g, ''),
    ...readPhoneNumbers(text, plan).map((number) => number.e164 ?? number.digits),
  ]);
  const scores = words.map((word) => scoreWord(word, forms, digits));
  return scores.includes(undefined)
    ? undefined
    : scores.reduce<number>((sum, score) => sum + (score ?? 0), 0);
}

function scoreWord(
  word: string,
  forms: readonly (readonly string[])[],
  numbers: readonly string[],
): number | undefined {
  const wanted = [fold(word), foldUmlauts(word)];
  const isIn = (text: string, place: (text: string, word: string) => boolean) =>
    wanted.some((it) => place(text, it));
  const [name = [], ...rest] = forms;
  if (name.some((text) => isIn(text, (it, part) => it.startsWith(part)))) return 0;
  if (name.some((text) => isIn(text, (it, part) => it.includes(` ${part}`)))) return 1;
  if (rest.flat().some((text) => isIn(` ${text}`, (it, part) => it.includes(` ${part}`)))) return 2;
  if (forms.flat().some((text) => isIn(text, (it, part) => it.includes(part)))) return 3;
  const digits = word.replace(/\D/g, '').replace(/^(00|0)/, '');
  const isNumber = /^[+\d()/.-]+$/.test(word) && digits.length >= 3;
  return isNumber && numbers.some((number) => number.includes(digits)) ? 4 : undefined;
}

/** A number typed with blanks is one word, everything else divides at blanks. */
function toWords(query: string): readonly string[] {
  const text = query.trim();
  if (/^[+\d\s()/.-]+$/.test(text)) return [text.replace(/\s/g, '')].filter((word) => word !== '');
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/** Lower case without accents: Müller as muller. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Lower case with umlauts written out: Müller as mueller. */
function foldUmlauts(text: string): string {
  const written = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter);
  return fold(written);
}
