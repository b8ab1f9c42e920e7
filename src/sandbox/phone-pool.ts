/** A number without any spelling: area code without zero, the main part, the end of it. */
export type PhoneParts = { readonly area: string; readonly main: string; readonly end: string };

/** Hands out numbers, each once, until the reserved ranges are used up many thousand times over. */
export type PhonePool = {
  landline(): PhoneParts;
  /** A landline whose end is `0`; the same number with another end reaches a person there. */
  switchboard(): PhoneParts;
  mobile(): PhoneParts;
};

/*
 * Ranges that the German regulator keeps free for films and books, so that no sample number rings
 * anywhere: https://www.bundesnetzagentur.de (Rufnummern für Medienproduktionen).
 */
const CITIES: readonly PhoneParts[] = [
  { area: '30', main: '23125', end: '' },
  { area: '69', main: '90009', end: '' },
  { area: '40', main: '66969', end: '' },
  { area: '221', main: '4710', end: '' },
  { area: '89', main: '99998', end: '' },
];
const SINGLE_MOBILES: readonly PhoneParts[] = [
  { area: '152', main: '288', end: '17386' },
  { area: '152', main: '288', end: '95456' },
  { area: '152', main: '545', end: '99371' },
  { area: '172', main: '99', end: '25904' },
  { area: '172', main: '99', end: '68532' },
  { area: '174', main: '90', end: '91317' },
  { area: '174', main: '94', end: '64308' },
];
/** Ends used by the hand-written contacts. */
const TAKEN_ENDS = new Set(['100', '106', '107', '112', '555']);
const TAKEN_MOBILES = new Set(['39200-11', '04069-009']);
/** Prime to the sizes below, so that counting with it reaches every end once, in a mixed order. */
const STEP = 389;

/** Returns a pool that starts from the beginning. */
export function createPhonePool(): PhonePool {
  const landlines = distinct(landlineAt, ({ end }) => TAKEN_ENDS.has(end));
  const mobiles = distinct(mobileAt, ({ main, end }) => TAKEN_MOBILES.has(`${main}-${end}`));
  const switchboards = distinct(switchboardAt, () => false);
  return { landline: landlines, switchboard: switchboards, mobile: mobiles };
}

function distinct(at: (index: number) => PhoneParts, isTaken: (parts: PhoneParts) => boolean) {
  let index = 0;
  return (): PhoneParts => {
    for (;;) {
      const parts = at(index);
      index += 1;
      if (!isTaken(parts)) return parts;
    }
  };
}

/** Three digits behind the reserved block, later five; ends that begin with 9 are switchboards. */
function landlineAt(index: number): PhoneParts {
  const { city, turn } = cityAt(index);
  if (turn < 900) return { ...city, end: digits((turn * STEP) % 900, 3) };
  return { ...city, end: digits((turn * STEP) % 90_000, 5) };
}

function switchboardAt(index: number): PhoneParts {
  const { city, turn } = cityAt(index);
  if (turn < 10) return { ...city, main: `${city.main}9${turn}`, end: '0' };
  return { ...city, main: `${city.main}9${digits(turn % 1000, 3)}`, end: '0' };
}

function mobileAt(index: number): PhoneParts {
  if (index < 100) return { area: '171', main: '39200', end: digits((index * STEP) % 100, 2) };
  if (index < 200) return { area: '176', main: '04069', end: digits((index * STEP) % 100, 3) };
  const single = SINGLE_MOBILES[index - 200];
  return single ?? { area: '176', main: '0', end: digits((index * STEP) % 10_000_000, 7) };
}

function cityAt(index: number): { city: PhoneParts; turn: number } {
  const turn = Math.floor(index / CITIES.length);
  return { city: CITIES[index % CITIES.length] ?? { area: '30', main: '23125', end: '' }, turn };
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
