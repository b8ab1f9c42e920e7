import {
  isSameNumber,
  isSingleNumber,
  type NumberPlan,
  type PhoneNumber,
  readPhoneNumbers,
} from './phone-number.ts';

/** Which of a contact's phone fields a number stands in. */
export type NumberKind = 'mobile' | 'home' | 'office' | 'office-mobile' | 'other';

/** One phone field as people typed it. */
export type ContactNumber = { readonly kind: NumberKind; readonly text: string };

/** A person or company of the CRM, with no more fields than a feature shows or matches. */
export type Contact = {
  readonly id: number;
  /** Never empty: the company, or a placeholder, when no person is named. */
  readonly name: string;
  readonly company?: string;
  readonly position?: string;
  readonly city?: string;
  readonly numbers: readonly ContactNumber[];
  readonly brokerId?: number;
  /** What the CRM shows prominently to everyone who opens the contact. */
  readonly warning?: string;
  /** Set for a sub-contact: the main contact it hangs on. */
  readonly parentId?: number;
  /** Epoch milliseconds. */
  readonly lastContactAt?: number;
};

/** A user of the CRM; an agent at a desk. */
export type Broker = {
  readonly id: number;
  readonly name: string;
  /** Numbers or extensions in the telephone system, as typed. */
  readonly systemNumbers: readonly string[];
};

/**
 * Those of the contacts that really have the number, most recently contacted first.
 *
 * A CRM search is a hint: it also hits parts of numbers.
 */
export function selectOwners(
  contacts: readonly Contact[],
  number: PhoneNumber,
  plan: NumberPlan,
): readonly Contact[] {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return [...byId.values()].filter((contact) => ownsNumber(contact, number, plan)).sort(byRecency);
}

/** Orders contacts: most recently contacted first, main contacts before sub-contacts. */
export function byRecency(one: Contact, other: Contact): number {
  const recency = (other.lastContactAt ?? 0) - (one.lastContactAt ?? 0);
  if (recency !== 0) return recency;
  const rank = Number(one.parentId !== undefined) - Number(other.parentId !== undefined);
  return rank !== 0 ? rank : one.id - other.id;
}

/**
 * The spelling stored at the contact when that field holds this number and nothing else, which
 * is sure to match in the CRM; undefined otherwise.
 */
export function findStoredSpelling(
  contact: Contact,
  number: PhoneNumber,
  plan: NumberPlan,
): string | undefined {
  return contact.numbers.find(
    ({ text }) =>
      isSingleNumber(text, plan) &&
      readPhoneNumbers(text, plan).some((stored) => isSameNumber(stored, number)),
  )?.text;
}

function ownsNumber(contact: Contact, number: PhoneNumber, plan: NumberPlan): boolean {
  return contact.numbers.some(({ text }) =>
    readPhoneNumbers(text, plan).some((stored) => isSameNumber(stored, number)),
  );
}
