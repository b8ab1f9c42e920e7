import type { Contact, ContactNumber, NumberKind } from '../domain/contact.ts';
import {
  type Fields,
  isFields,
  isYes,
  readId,
  readNumberText,
  readText,
  readTime,
} from './fields.ts';

/** The CRM's phone fields in the order of display; `phone` repeats one of the others. */
const PHONE_FIELDS: readonly (readonly [field: string, kind: NumberKind])[] = [
  ['home_cell', 'mobile'],
  ['home_phone', 'home'],
  ['office_phone', 'office'],
  ['office_cell', 'office-mobile'],
  ['phone', 'other'],
];

const NAMELESS = 'Ohne Namen';

/**
 * A contact of the CRM with the fields that are shown or matched, and no others: what is personal
 * stays in the CRM. Undefined for an archived contact and for what is no contact.
 */
export function toContact(value: unknown): Contact | undefined {
  if (!isFields(value) || isYes(value['archived'])) return undefined;
  const id = readId(value['id']);
  if (id === undefined) return undefined;
  return withoutGaps({
    id,
    name: readName(value),
    company: readText(value['company']),
    position: readText(value['position']),
    city: readText(value['home_city']) ?? readText(value['office_city']),
    numbers: readNumbers(value),
    brokerId: readBrokerId(value),
    warning: readText(value['warning_notice']),
    parentId: readId(value['parent_id']),
    lastContactAt: readTime(value['last_contact_at']),
  });
}

function readName(fields: Fields): string {
  const first = readText(fields['first_name']);
  const last = readText(fields['last_name']);
  const person = [readText(fields['academic_title']), first, last].filter(Boolean).join(' ');
  const hasPerson = first !== undefined || last !== undefined;
  const name = hasPerson ? person : (readText(fields['name']) ?? readText(fields['company']));
  return readText(name) ?? NAMELESS;
}

function readNumbers(fields: Fields): readonly ContactNumber[] {
  const numbers = PHONE_FIELDS.flatMap(([field, kind]) => {
    const text = readNumberText(fields[field]);
    return text === undefined ? [] : [{ kind, text }];
  });
  return numbers.filter(
    ({ text }, index) => numbers.findIndex((other) => other.text === text) === index,
  );
}

function readBrokerId(fields: Fields): number | undefined {
  const broker = fields['broker'];
  const ids = fields['broker_ids'];
  return (
    readId(fields['broker_id']) ??
    (isFields(broker) ? readId(broker['id']) : undefined) ??
    (Array.isArray(ids) ? readId(ids[0]) : undefined)
  );
}

type WithGaps<Type> = { readonly [Key in keyof Type]: Type[Key] | undefined };

function withoutGaps(contact: WithGaps<Required<Contact>>): Contact {
  return Object.fromEntries(
    Object.entries(contact).filter(([, value]) => value !== undefined),
  ) as Contact;
}
