import type { PhoneParts } from './phone-pool.ts';

type Spelling = (parts: PhoneParts) => string;

const LANDLINE_SPELLINGS: readonly Spelling[] = [
  ({ area, main, end }) => `0${area}/${main}-${end}`,
  ({ area, main, end }) => `+49 (0) ${area} ${main}-${end}`,
  ({ area, main, end }) => `0049 ${area} ${main}${end}`,
  ({ area, main, end }) => `(0${area}) ${pairs(main + end)}`,
  ({ area, main, end }) => `+49 ${area} ${main}${end}`,
  ({ area, main, end }) => `0${area}${main}${end}`,
  ({ area, main, end }) => `+49${area}${main}${end}`,
  ({ area, main, end }) => `0${area} - ${main} ${end}`,
  ({ area, main, end }) => `0${area}.${main}.${end}`,
  ({ area, main, end }) => `+49-${area}-${main}-${end}`,
  ({ area, main, end }) => `49 ${area} ${main}${end}`,
  ({ area, main, end }) => `0049(0)${area}/${pairs(main + end)}`,
  ({ area, main, end }) => `+49 (${area}) ${main} ${end}`,
  ({ area, main, end }) => `Tel. 0${area} ${main}-${end}`,
  ({ area, main, end }) => `0${area} ${pairs(main + end)} ab 18 Uhr`,
];

const MOBILE_SPELLINGS: readonly Spelling[] = [
  ({ area, main, end }) => `0${area}-${main}${end}`,
  ({ area, main, end }) => `0${area} ${main}${end}`,
  ({ area, main, end }) => `+49 ${area} ${main}${end}`,
  ({ area, main, end }) => `${pairs(`0${area}`)} / ${pairs(main + end)} (privat)`,
  ({ area, main, end }) => `0049 ${area} ${pairs(main + end)}`,
  ({ area, main, end }) => `0${area}/${pairs(main + end)}`,
  ({ area, main, end }) => `+49 (0)${area} ${main} ${end}`,
  ({ area, main, end }) => `0${area}${main}${end}`,
  ({ area, main, end }) => `mobil: 0${area} ${main}${end}`,
  ({ area, main, end }) => `+49${area}${main}${end}`,
];

const JOINTS: readonly string[] = [' / ', ' oder ', '; ', ', ', ' bzw. '];

/** Numbers abroad, from ranges that are reserved for fiction where the country has any. */
const ABROAD: readonly {
  readonly country: string;
  readonly city: string;
  readonly spell: Spelling;
}[] = [
  { country: 'AT', city: 'Wien', spell: ({ end }) => `+43 1 555 ${end}` },
  { country: 'CH', city: 'Zürich', spell: ({ end }) => `0041 (0)43 555 ${pairs(end)}` },
  { country: 'GB', city: 'London', spell: ({ end }) => `+44 20 7946 ${end}` },
  { country: 'US', city: 'Washington', spell: ({ end }) => `+1 (202) 555-${end}` },
  { country: 'FR', city: 'Paris', spell: ({ end }) => `+33 1 99 00 ${pairs(end)}` },
  { country: 'PL', city: 'Warszawa', spell: ({ end }) => `0048 22 555 ${pairs(end)}` },
  { country: 'AT', city: 'Graz', spell: ({ end }) => `+43-316-555${end}` },
  { country: 'CH', city: 'Basel', spell: ({ end }) => `+41 61 555 ${pairs(end)}` },
];

/** How many habits each kind of number is typed in; counting through them reaches all. */
export const SPELLING_COUNTS = {
  landline: LANDLINE_SPELLINGS.length,
  mobile: MOBILE_SPELLINGS.length,
  abroad: ABROAD.length,
};

/** A German landline typed in the habit with that running number. */
export function spellLandline(parts: PhoneParts, habit: number): string {
  return at(LANDLINE_SPELLINGS, habit)(parts);
}

/** A German mobile number typed in the habit with that running number. */
export function spellMobile(parts: PhoneParts, habit: number): string {
  return at(MOBILE_SPELLINGS, habit)(parts);
}

/** Two texts in one field, joined as people do. */
export function spellTwo(first: string, second: string, habit: number): string {
  return `${first}${at(JOINTS, habit)}${second}`;
}

/** A number outside Germany with its place; the running number picks country and number. */
export function spellAbroad(running: number): { country: string; city: string; number: string } {
  const { country, city, spell } = at(ABROAD, running);
  const end = `01${String(running % 100).padStart(2, '0')}`;
  return { country, city, number: spell({ area: '', main: '', end }) };
}

/** `1234567` as `1 23 45 67`. */
function pairs(text: string): string {
  return text.replace(/\B(?=(\d\d)+$)/g, ' ');
}

function at<T>(list: readonly T[], index: number): T {
  for (const item of list.slice(index % list.length)) return item;
  throw new RangeError('the list is empty');
}
