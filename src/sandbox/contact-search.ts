import { formatContactName, phoneTexts, type SandboxContact } from './contact.ts';
import { containsDigits, createNumberTest, parseDigits } from './phone-match.ts';
import { createTimeFilter, readFlag, readList, readText } from './query.ts';

type Filter = (contact: SandboxContact) => boolean;

/** Returns the contacts that all given parameters agree with, in storage order. */
export function filterContacts(
  contacts: Iterable<SandboxContact>,
  query: URLSearchParams,
): SandboxContact[] {
  const filters = createFilters(query);
  return [...contacts].filter((contact) => filters.every((matches) => matches(contact)));
}

function createFilters(query: URLSearchParams): Filter[] {
  const createdInTime = createTimeFilter(query, 'created_at');
  const updatedInTime = createTimeFilter(query, 'updated_at');
  const filters: (Filter | undefined)[] = [
    createArchiveFilter(query.get('archived')),
    readFlag(query, 'include_children') ? undefined : (contact) => contact.parent_id === null,
    createPhoneFilter(readText(query, 'phone_number')),
    createTextFilter(readText(query, 'q')),
    createEmailFilter(readText(query, 'email')),
    createIdFilter(readList(query, 'broker_id'), (contact) => [contact.broker_id]),
    createIdFilter(readList(query, 'status'), (contact) => [contact.client_status_id]),
    createIdFilter(readList(query, 'sources'), (contact) => [contact.client_source_id]),
    createIdFilter(readList(query, 'group'), (contact) => contact.group_ids),
    (contact) => createdInTime(contact.created_at) && updatedInTime(contact.updated_at),
  ];
  return filters.filter((filter) => filter !== undefined);
}

function createArchiveFilter(value: string | null): Filter | undefined {
  if (value === '-1') return undefined;
  return (contact) => contact.archived === (value === '1');
}

function createPhoneFilter(wanted: string | undefined): Filter | undefined {
  if (wanted === undefined) return undefined;
  const isWanted = createNumberTest(wanted);
  return (contact) => phoneTexts(contact).some(isWanted);
}

function createTextFilter(wanted: string | undefined): Filter | undefined {
  if (wanted === undefined) return undefined;
  const needle = wanted.trim().toLowerCase();
  const digits = parseDigits(needle);
  return (contact) =>
    searchedTexts(contact).some((text) => text.toLowerCase().includes(needle)) ||
    (digits !== undefined && phoneTexts(contact).some((stored) => containsDigits(stored, digits)));
}

function searchedTexts(contact: SandboxContact): string[] {
  const home = [contact.home_street, contact.home_house_number].filter(Boolean).join(' ');
  const office = [contact.office_street, contact.office_house_number].filter(Boolean).join(' ');
  const texts = [
    formatContactName(contact),
    contact.company,
    contact.email,
    ...contact.emails,
    home,
    contact.home_zip_code,
    contact.home_city,
    office,
    contact.office_zip_code,
    contact.office_city,
  ];
  return texts.filter((text) => typeof text === 'string');
}

function createEmailFilter(wanted: string | undefined): Filter | undefined {
  if (wanted === undefined) return undefined;
  const email = wanted.trim().toLowerCase();
  return (contact) =>
    [contact.email, ...contact.emails].some((stored) => stored?.toLowerCase() === email);
}

function createIdFilter(
  wanted: readonly string[] | undefined,
  idsOf: (contact: SandboxContact) => readonly (number | null)[],
): Filter | undefined {
  if (wanted === undefined) return undefined;
  return (contact) => idsOf(contact).some((id) => id !== null && wanted.includes(String(id)));
}
