import { createPhonePool, type PhoneParts } from '../sandbox/phone-pool.ts';
import type { Random } from '../sandbox/random.ts';

/** Somebody outside the office who has exactly one number. */
export type Caller = {
  /** E.164. */
  readonly number: string;
  /** Missing: the CRM does not know them. */
  readonly contact?: CallerContact;
};

/** The caller's record in the CRM, with the field that holds the number as somebody typed it. */
export type CallerContact = {
  readonly id: number;
  readonly spelling: string;
  readonly field: Field;
};

type Field = (typeof FIELDS)[number];

const FIELDS = ['home_cell', 'office_phone', 'home_phone', 'office_cell', 'phone'] as const;
const FIRST_ID = 200_001;

const SPELLINGS: readonly ((parts: PhoneParts) => string)[] = [
  ({ area, main, end }) => `+49${area}${main}${end}`,
  ({ area, main, end }) => `0${area}${main}${end}`,
  ({ area, main, end }) => `+49 ${area} ${main}${end}`,
  ({ area, main, end }) => `0${area}/${main}-${end}`,
  ({ area, main, end }) => `0049 ${area} ${main}${end}`,
];

/** Hands out callers, each with a number that nobody else has. */
export type Callers = { known(): Caller; unknown(): Caller };

/** Creates the people who call on a day. */
export function createCallers(random: Random): Callers {
  const pool = createPhonePool();
  const nextNumber = () => (random.fraction() < 0.5 ? pool.mobile() : pool.landline());
  let id = FIRST_ID;
  return {
    known() {
      const parts = nextNumber();
      const contact = { id, spelling: random.pick(SPELLINGS)(parts), field: random.pick(FIELDS) };
      id += 1;
      return { number: toE164(parts), contact };
    },
    unknown: () => ({ number: toE164(nextNumber()) }),
  };
}

/** The caller's number in one of the forms in which telephone systems show it. */
export function showNumber({ number }: Caller, random: Random): string {
  const national = number.replace(/^\+49/, '');
  return random.pick([number, number, `0${national}`, `0049${national}`]);
}

/** A number without what people put between its digits. */
export function digitsOf(text: string): string {
  return text.replace(/[^\d+]/g, '');
}

/** The forms, without separators, in which the CRM may be told the caller's number. */
export function numbersOf({ number, contact }: Caller): readonly string[] {
  return [number, ...(contact ? [contact.spelling] : [])].map(digitsOf);
}

/** The fields of a caller's contact, as the pretend CRM takes them. */
export function toContactFields({ id, spelling, field }: CallerContact): Record<string, unknown> {
  return { id, first_name: 'Kim', last_name: `Kunde ${id}`, [field]: spelling };
}

function toE164({ area, main, end }: PhoneParts): string {
  return `+49${area}${main}${end}`;
}
