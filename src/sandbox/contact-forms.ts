import { formatContactName, phoneTexts, type SandboxContact } from './contact.ts';
import type { SandboxData } from './crm.ts';
import { personalFields } from './personal-fields.ts';
import { CLIENT_STATUSES, GROUPS, type SandboxBroker } from './sample-office.ts';

/** What a contact's form says about others: its broker, and how many sub-contacts it has. */
export type Surroundings = {
  readonly brokers: readonly SandboxBroker[];
  readonly childCounts: ReadonlyMap<number, number>;
};

/** Fields that `expand` wraps as `{label, value}`. */
const LABELS: Readonly<Record<string, string>> = {
  position: 'Position',
  home_city: 'Ort',
  office_city: 'Ort (Büro)',
  rating: 'Bewertung',
  warning_notice: 'Warnhinweis',
  description: 'Beschreibung',
};

/** The plain list item: one combined `name`, one `phone`, nothing else to call or to greet by. */
export function toListItem(contact: SandboxContact, around: Surroundings): Record<string, unknown> {
  return {
    id: contact.id,
    item_id: contact.id - 1000,
    salutation: contact.salutation,
    academic_title: contact.academic_title,
    name: formatContactName(contact),
    is_company: contact.is_company,
    company: contact.company,
    email: contact.email,
    phone: phoneTexts(contact)[0] ?? null,
    last_contact_at: contact.last_contact_at,
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    client_status_id: contact.client_status_id,
    client_source_id: contact.client_source_id,
    locked: contact.locked,
    broker_ids: contact.broker_id === null ? [] : [contact.broker_id],
    children_size: around.childCounts.get(contact.id) ?? 0,
    groups: GROUPS.filter(({ id }) => contact.group_ids.includes(id)),
  };
}

/** The long form with all fields, also those that nobody may keep. */
export function toLongForm(contact: SandboxContact, around: Surroundings): Record<string, unknown> {
  return {
    ...contact,
    ...toListItem(contact, around),
    ...personalFields(contact.id),
    token: `token-${contact.id}`,
    old_crm_id: null,
    full_salutation: formatSalutation(contact),
    last_contact_at_formatted: formatDay(contact.last_contact_at),
    broker: findBroker(contact, around),
    second_broker: null,
    status: CLIENT_STATUSES.find(({ id }) => id === contact.client_status_id) ?? null,
    accept_contact: true,
    newsletter: false,
    gdpr_status: 2,
    keep_data_till: null,
    client_reason_id: null,
    language: 'de',
    creator_id: 506,
    updater_id: 506,
    custom_fields: { wunschtermin: null },
  };
}

/** The long form as `expand` gives it, where some plain values are wrapped with a label. */
export function toExpandedForm(
  contact: SandboxContact,
  around: Surroundings,
): Record<string, unknown> {
  const form = toLongForm(contact, around);
  for (const [field, label] of Object.entries(LABELS)) {
    form[field] = { label, value: form[field] };
  }
  return form;
}

/** What forms made at this moment need to know. */
export function lookAround(crm: SandboxData): Surroundings {
  const childCounts = new Map<number, number>();
  for (const { parent_id } of crm.contacts.values()) {
    if (parent_id !== null) childCounts.set(parent_id, (childCounts.get(parent_id) ?? 0) + 1);
  }
  return { brokers: crm.brokers, childCounts };
}

function findBroker(contact: SandboxContact, around: Surroundings): Record<string, unknown> | null {
  const broker = around.brokers.find(({ id }) => id === contact.broker_id);
  if (!broker) return null;
  const { id, first_name, last_name, name, email, phone } = broker;
  return { id, first_name, last_name, name, email, phone };
}

function formatSalutation(contact: SandboxContact): string {
  const name = [contact.academic_title, contact.last_name].filter(Boolean).join(' ');
  if (contact.salutation === 'mr') return `Sehr geehrter Herr ${name}`;
  if (contact.salutation === 'ms') return `Sehr geehrte Frau ${name}`;
  return 'Sehr geehrte Damen und Herren';
}

function formatDay(time: string | null): string | null {
  return time === null ? null : time.slice(0, 10).split('-').reverse().join('.');
}
