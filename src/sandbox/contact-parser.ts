import type { SandboxContact } from './contact.ts';
import { Refusal } from './reply.ts';
import { isRecord } from './route.ts';

type Kind = 'text' | 'texts' | 'number' | 'numbers' | 'boolean' | 'time' | 'salutation';

const FIELDS: Readonly<Record<keyof SandboxContact, Kind>> = {
  id: 'number',
  parent_id: 'number',
  is_company: 'boolean',
  salutation: 'salutation',
  academic_title: 'text',
  first_name: 'text',
  last_name: 'text',
  company: 'text',
  position: 'text',
  home_phone: 'text',
  home_cell: 'text',
  office_phone: 'text',
  office_cell: 'text',
  phone: 'text',
  email: 'text',
  emails: 'texts',
  home_street: 'text',
  home_house_number: 'text',
  home_zip_code: 'text',
  home_city: 'text',
  home_country: 'text',
  office_street: 'text',
  office_house_number: 'text',
  office_zip_code: 'text',
  office_city: 'text',
  office_country: 'text',
  broker_id: 'number',
  client_status_id: 'number',
  client_source_id: 'number',
  group_ids: 'numbers',
  rating: 'number',
  warning_notice: 'text',
  description: 'text',
  archived: 'boolean',
  locked: 'boolean',
  last_contact_at: 'time',
  created_at: 'time',
  updated_at: 'time',
};

/** Fields that cannot be empty. */
const NEVER_NULL: readonly string[] = ['id', 'created_at', 'updated_at'];

/** Reads the fields of a contact; refuses the first unknown or wrong one in one line. */
export function parseContactFields(value: unknown): Partial<SandboxContact> {
  if (!isRecord(value)) throw new Refusal(400, ['give an object with the fields of a contact']);
  const kinds: Readonly<Record<string, Kind>> = FIELDS;
  for (const [name, given] of Object.entries(value)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new Refusal(400, [`${name} is no field of a contact`]);
    if (!fits(kind, given) && (given !== null || !canBeNull(name, kind))) {
      throw new Refusal(400, [`${name} has a wrong value, it is of kind "${kind}"`]);
    }
  }
  return value;
}

function fits(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'number':
      return Number.isSafeInteger(value) && Number(value) >= 0;
    case 'numbers':
      return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one));
    case 'boolean':
      return typeof value === 'boolean';
    case 'time':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'salutation':
      return value === 'mr' || value === 'ms';
  }
}

function canBeNull(name: string, kind: Kind): boolean {
  return !NEVER_NULL.includes(name) && !['boolean', 'texts', 'numbers'].includes(kind);
}
