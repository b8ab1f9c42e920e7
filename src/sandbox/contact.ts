/** A contact as the sandbox stores it; texts are as typed by the office, `null` is an empty field. */
export type SandboxContact = {
  id: number;
  parent_id: number | null;
  is_company: boolean;
  salutation: 'mr' | 'ms' | null;
  academic_title: string | null;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  position: string | null;
  home_phone: string | null;
  home_cell: string | null;
  office_phone: string | null;
  office_cell: string | null;
  /** A number written straight into `phone`; if empty, lists show the first filled number there. */
  phone: string | null;
  email: string | null;
  emails: string[];
  home_street: string | null;
  home_house_number: string | null;
  home_zip_code: string | null;
  home_city: string | null;
  home_country: string | null;
  office_street: string | null;
  office_house_number: string | null;
  office_zip_code: string | null;
  office_city: string | null;
  office_country: string | null;
  broker_id: number | null;
  client_status_id: number | null;
  client_source_id: number | null;
  group_ids: number[];
  rating: number | null;
  warning_notice: string | null;
  description: string | null;
  archived: boolean;
  locked: boolean;
  /** ISO 8601, as the following two. */
  last_contact_at: string | null;
  created_at: string;
  updated_at: string;
};

/** The name that lists show: first and last name, else the company; never `null`. */
export function formatContactName(contact: SandboxContact): string {
  const person = [contact.first_name, contact.last_name].filter(Boolean).join(' ');
  return person || (contact.company ?? '');
}

/** The texts of all number fields that are filled in, the order of lists first. */
export function phoneTexts(contact: SandboxContact): string[] {
  const { phone, home_phone, home_cell, office_phone, office_cell } = contact;
  return [phone, home_phone, home_cell, office_phone, office_cell].filter(
    (text): text is string => !!text,
  );
}

/** Returns a whole contact; fields that are not given are empty, dates are `at` (ISO 8601). */
export function createContact(
  fields: Partial<SandboxContact> & { readonly id: number },
  at: string,
): SandboxContact {
  return {
    parent_id: null,
    is_company: false,
    salutation: null,
    academic_title: null,
    first_name: null,
    last_name: null,
    company: null,
    position: null,
    home_phone: null,
    home_cell: null,
    office_phone: null,
    office_cell: null,
    phone: null,
    email: null,
    emails: fields.email ? [fields.email] : [],
    home_street: null,
    home_house_number: null,
    home_zip_code: null,
    home_city: null,
    home_country: null,
    office_street: null,
    office_house_number: null,
    office_zip_code: null,
    office_city: null,
    office_country: null,
    broker_id: null,
    client_status_id: null,
    client_source_id: null,
    group_ids: [],
    rating: null,
    warning_notice: null,
    description: null,
    archived: false,
    locked: false,
    last_contact_at: null,
    created_at: at,
    updated_at: at,
    ...fields,
  };
}
