/** A user of the CRM; technical users have no number. */
export type SandboxBroker = {
  id: number;
  salutation: 'mr' | 'ms' | null;
  academic_title: string | null;
  first_name: string | null;
  last_name: string | null;
  name: string;
  email: string;
  position: string | null;
  phone: string | null;
  /** The user's number in the telephone system, in whatever spelling the office chose. */
  phone_system_number: string | null;
  /** Newer payloads have several numbers; most users lack the field. */
  phone_system_numbers?: string[];
  color: string;
  team_id: number | null;
  department_ids: number[];
};

/** A category that notes, to-dos and appointments can have. */
export type SandboxActivityType = {
  id: number;
  name: string;
  category: 'message' | 'for_notes' | 'for_reminders' | 'for_events';
};

/** What a contact is to the office. */
export type SandboxStatus = { id: number; name: string; label: string; color: string };

/** The statuses that the sample contacts refer to. */
export const CLIENT_STATUSES: readonly SandboxStatus[] = [
  { id: 1, name: 'Interessent', label: 'Interessent', color: '#3b82f6' },
  { id: 2, name: 'Eigentümer', label: 'Eigentümer', color: '#16a34a' },
  { id: 3, name: 'Dienstleister', label: 'Dienstleister', color: '#a16207' },
];

/** The tags that the sample contacts refer to. */
export const GROUPS: readonly { readonly id: number; readonly name: string }[] = [
  { id: 11, name: 'Newsletter' },
  { id: 12, name: 'Kapitalanleger' },
];

/**
 * Returns the six users of the sample office, ids 501 to 506.
 *
 * Their numbers show the habits found in the wild: an extension, a full number in several
 * spellings, several numbers, and none for a technical user.
 */
export function createBrokers(): SandboxBroker[] {
  return [
    broker(501, 'ms', 'Katrin', 'Sommer', { phone_system_number: '21' }),
    broker(502, 'mr', 'Jörg', 'Weiß', { phone_system_number: '+49 30 23125-22' }),
    broker(503, 'ms', 'Sophie', 'Lange', { phone_system_number: '030/2312523' }),
    broker(504, 'mr', 'Mehmet', 'Yılmaz', {
      phone_system_number: '24',
      phone_system_numbers: ['24', '+49 30 23125-24'],
    }),
    broker(505, 'ms', 'Petra', 'Hoffmann-Kühn', {
      academic_title: 'Dr.',
      phone_system_number: '0049 (0) 30 23125 25',
    }),
    broker(506, null, null, 'Telefonprotokoll', { position: 'Technischer Benutzer' }),
  ];
}

/** Returns the activity types of the sample office, one per category and a second note type. */
export function createActivityTypes(): SandboxActivityType[] {
  return [
    { id: 1, name: 'E-Mail', category: 'message' },
    { id: 2, name: 'Notiz', category: 'for_notes' },
    { id: 3, name: 'Telefonat', category: 'for_notes' },
    { id: 4, name: 'Rückruf', category: 'for_reminders' },
    { id: 5, name: 'Besichtigung', category: 'for_events' },
  ];
}

function broker(
  id: number,
  salutation: 'mr' | 'ms' | null,
  first_name: string | null,
  last_name: string,
  rest: Partial<SandboxBroker>,
): SandboxBroker {
  return {
    id,
    salutation,
    academic_title: null,
    first_name,
    last_name,
    name: [first_name, last_name].filter(Boolean).join(' '),
    email: `benutzer${id}@example.com`,
    position: 'Immobilienberatung',
    phone: null,
    phone_system_number: null,
    color: '#64748b',
    team_id: 1,
    department_ids: [1],
    ...rest,
  };
}
