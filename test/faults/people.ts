import { isSingleNumber, readPhoneNumbers } from '../../src/domain/phone-number.ts';
import { formatContactName, phoneTexts } from '../../src/sandbox/contact.ts';
import { generateContacts } from '../../src/sandbox/generated-contacts.ts';

/** Somebody to talk to. */
export type Person = {
  /** E.164. */
  readonly number: string;
  /** In the CRM; missing: it does not know them. */
  readonly contactId?: number;
  readonly name?: string;
};

const PLAN = { country: 'DE', extensionDigits: 5 } as const;
const SEED = 1;

/**
 * Those of the pretend CRM's made-up contacts who can be told apart by what it books: one number,
 * in a field of its own, that nobody else has.
 */
export function findContacts(count: number): readonly Person[] {
  const contacts = generateContacts({ count, seed: SEED, now: Date.now() });
  const numbersOf = (texts: readonly string[]) =>
    texts.flatMap((text) => readPhoneNumbers(text, PLAN).flatMap(({ e164 }) => e164 ?? []));
  const owners = Map.groupBy(
    contacts.flatMap((contact) => numbersOf(phoneTexts(contact))),
    (number) => number,
  );
  return contacts.flatMap((contact) => {
    const [text = '', ...others] = phoneTexts(contact);
    const [number = ''] = numbersOf([text]);
    const isAlone = others.length === 0 && owners.get(number)?.length === 1;
    const isPlain = !contact.archived && contact.parent_id === null && isSingleNumber(text, PLAN);
    return isAlone && isPlain
      ? [{ number, contactId: contact.id, name: formatContactName(contact) }]
      : [];
  });
}

/** Somebody the CRM does not know; the numbers are kept free for films and books. */
export function findStranger(index: number): Person {
  return { number: `+441632960${String(index).padStart(3, '0')}` };
}
