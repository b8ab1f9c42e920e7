import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

/** How numbers are dialled and typed in this office. */
export type NumberPlan = {
  /** Home country, ISO 3166-1 alpha-2. */
  readonly country: CountryCode;
  /** Local area code without its leading zero, to read numbers dialled locally. */
  readonly areaCode?: string;
  /** Digits dialled to reach an outside line. */
  readonly outsidePrefix?: string;
  /** A number of at most so many digits is internal. */
  readonly extensionDigits: number;
};

/** A telephone number: always its digits, and E.164 where they can be read as a number. */
export type PhoneNumber = {
  readonly e164?: string;
  /** The digits as given, with a leading plus if there was one. */
  readonly digits: string;
};

/** From this length on a number without trunk zero is taken as international without its plus. */
const INTERNATIONAL_WITHOUT_PLUS_DIGITS = 10;
/** Area code with its zero and a short subscriber number. */
const COMPLETE_NUMBER_DIGITS = 7;
const NUMBER_RUN = /\+?[\d(][\d\s()/.-]*\d/g;
/** Where a second number may begin inside a run. */
const NEXT_NUMBER = /[\s/.-]+(?=\(?(?:\+|0\d))/;

/**
 * The number that a text stands for, or undefined when it holds no digit.
 *
 * A number that is possible but not valid still gets its E.164 form: numbering plans grow faster
 * than metadata.
 */
export function parsePhoneNumber(text: string, plan: NumberPlan): PhoneNumber | undefined {
  const clean = plain(text);
  const plus = /^\D*\+/.test(clean) ? '+' : '';
  // A plus in front of a zero is a slip: `+0049…`, `+030…`.
  const digits = (plus + clean.replace(/\D/g, '')).replace(/^\+0/, '0');
  if (!/\d/.test(digits)) return undefined;
  const e164 = toE164(digits, plan);
  return e164 === undefined ? { digits } : { e164, digits };
}

/**
 * Every number in a free-text field, in the order written.
 *
 * People write two numbers into one field and words around them, and direct dials as
 * `030 1234-56 / -57`. A slash or a blank separates two numbers as well as the parts of one, so it
 * divides only what reads as two numbers.
 */
export function readPhoneNumbers(text: string, plan: NumberPlan): readonly PhoneNumber[] {
  const runs = writeOutDirectDials(plain(text))
    .split(/[,;|\n]/)
    .flatMap((part) => part.match(NUMBER_RUN) ?? []);
  return runs.flatMap((run) => readRun(run, plan)).filter((number) => number.digits.length > 2);
}

/** True when a field holds exactly one number and nothing else. */
export function isSingleNumber(text: string, plan: NumberPlan): boolean {
  return /^[(\s]*\+?[\d\s()/.-]+$/.test(plain(text)) && readPhoneNumbers(text, plan).length === 1;
}

/** True when both stand for the same line; digits decide where one of them has no E.164 form. */
export function isSameNumber(one: PhoneNumber, other: PhoneNumber): boolean {
  if (one.e164 !== undefined && other.e164 !== undefined) return one.e164 === other.e164;
  return one.digits === other.digits;
}

/**
 * The ways a CRM may have stored a number, most common first, without separators.
 *
 * Propstack ignores separators but is said to keep `+49…` and `0…` apart, and the habit
 * `+49 (0) 30` leaves `+49030…`.
 */
export function spellingsOf(number: PhoneNumber, plan: NumberPlan): readonly string[] {
  const parsed = number.e164 === undefined ? undefined : parsePhoneNumberFromString(number.e164);
  if (!parsed) return [number.digits];
  const national = parsed.nationalNumber;
  const code = parsed.countryCallingCode;
  const atHome = parsed.country === plan.country || code === getCountryCallingCode(plan.country);
  return [
    ...new Set([
      `+${code}${national}`,
      ...(atHome ? [nationalSpelling(parsed)] : []),
      `00${code}${national}`,
      `${code}${national}`,
      `+${code}0${national}`,
    ]),
  ];
}

/** The last digits of a number, all that logs may show: `…567`. */
export function maskNumber(digits: string): string {
  return digits === '' ? '' : `…${digits.replace(/\D/g, '').slice(-3)}`;
}

/** The home country's number without separators, trunk prefix included where there is one. */
export function nationalSpelling(parsed: Parsed): string {
  const national = parsed.formatNational().replace(/\D/g, '');
  // The library leaves the trunk zero out where it does not know the number's format.
  return national === parsed.nationalNumber && parsed.countryCallingCode === '49'
    ? `0${national}`
    : national;
}

function toE164(digits: string, plan: NumberPlan): string | undefined {
  if (isSpecialNumber(digits)) return undefined;
  if (/^[+0]/.test(digits)) return possible(digits, plan);
  const asNational = parsePhoneNumberFromString(digits, plan.country);
  const needsTrunkZero = asNational?.formatNational().startsWith('0') ?? true;
  if (asNational?.isValid() && !needsTrunkZero) return asNational.number;
  const isShort = digits.length < INTERNATIONAL_WITHOUT_PLUS_DIGITS;
  const withPlus = parsePhoneNumberFromString(`+${digits}`);
  if (withPlus?.isValid() && (!isShort || isFromHome(withPlus, plan))) return withPlus.number;
  return plan.areaCode === undefined ? undefined : possible(`0${plan.areaCode}${digits}`, plan);
}

/** A short number is taken as international only where it can't be a local one. */
function isFromHome(parsed: Parsed, plan: NumberPlan): boolean {
  const isHome = parsed.countryCallingCode === getCountryCallingCode(plan.country);
  return plan.areaCode === undefined && isHome;
}

function possible(digits: string, plan: NumberPlan): string | undefined {
  const parsed = parsePhoneNumberFromString(digits, plan.country);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** Emergency and service numbers (110, 112, 115, 118xx) are dialled as they are. */
export function isSpecialNumber(digits: string): boolean {
  return /^(110|112|115|118\d{2,3})$/.test(digits);
}

/** The one number of a run, or several where it reads as such. */
function readRun(run: string, plan: NumberPlan): readonly PhoneNumber[] {
  const bySlash = run.split(/\/(?=\s*\(?(?:\+|0\d))/);
  const isList = bySlash.every((part) => part.replace(/\D/g, '').length >= COMPLETE_NUMBER_DIGITS);
  if (bySlash.length > 1 && isList) return bySlash.flatMap((part) => readRun(part, plan));
  const whole = parsePhoneNumber(run, plan);
  if (!whole || whole.e164 !== undefined) return whole ? [whole] : [];
  const parts = run.split(NEXT_NUMBER).flatMap((part) => parsePhoneNumber(part, plan) ?? []);
  const numbers = parts.filter((number) => number.e164 !== undefined);
  return numbers.length > 0 ? numbers : [whole];
}

/** `030 1234-56 / -57` as `030 1234-56,030 1234-57`. */
function writeOutDirectDials(text: string): string {
  return text.replace(
    /([+\d(][\d\s()/.]*-)[ ]*(\d{1,5})((?:[ ]*\/[ ]*-[ ]*\d{1,5}(?!\d))+)/g,
    (_all, base: string, first: string, others: string) =>
      [first, ...(others.match(/\d+/g) ?? [])].map((dial) => base + dial).join(','),
  );
}

/** The text with exotic blanks and dashes as plain ones, and without invisible marks. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
