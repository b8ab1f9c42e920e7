import type { SandboxActivity, SandboxTask } from './activity.ts';
import { createContact, type SandboxContact } from './contact.ts';
import { FIRST_GENERATED_ID, generateContacts } from './generated-contacts.ts';
import { createSampleContacts } from './sample-contacts.ts';
import {
  createActivityTypes,
  createBrokers,
  type SandboxActivityType,
  type SandboxBroker,
} from './sample-office.ts';

/** What a key can be allowed to do. */
export const RIGHTS = [
  'contacts_read',
  'brokers_read',
  'calls_write',
  'tasks_read',
  'tasks_write',
  'activities_read',
  'activity_types_read',
] as const;

/** One of the things a key can be allowed to do. */
export type Right = (typeof RIGHTS)[number];

/** What a key may do; `false` is answered like a wrong key. */
export type Rights = Record<Right, boolean>;

/** A call report as it came in, whether a contact was found or not. */
export type ReceivedCall = {
  via: '3cx' | 'phone';
  /** ISO 8601. */
  at: string;
  direction: 'in' | 'out';
  from: string;
  to: string;
  /** As sent: `hh:mm:ss` via `3cx`, `mm:ss` or nothing via `phone`. */
  duration: string | null;
  answered: boolean;
  hangup_cause: string | null;
  type: string | null;
  event: string | null;
  contact_id: number | null;
  activity_id: number | null;
};

/** Everything the sandbox knows. Tests and the demo may read and change it at any time. */
export type SandboxData = {
  readonly contacts: Map<number, SandboxContact>;
  readonly brokers: SandboxBroker[];
  readonly activityTypes: SandboxActivityType[];
  readonly activities: SandboxActivity[];
  readonly tasks: SandboxTask[];
  readonly receivedCalls: ReceivedCall[];
  /** Keys that are accepted, and their rights. */
  readonly keys: Map<string, Rights>;
  /** Stores a new contact; without an id it gets the next free one. */
  addContact(fields: Partial<SandboxContact>): SandboxContact;
  /** Changes a contact and its `updated_at`; throws if there is none with this id. */
  changeContact(id: number, changes: Partial<SandboxContact>): SandboxContact;
  /** The next id for an activity or a task. */
  nextId(): number;
};

/** Returns a filled CRM with one key that may do everything. */
export function createSandboxData(options: {
  readonly seed: number;
  readonly contacts: number;
  readonly apiKey: string;
  readonly now: () => number;
}): SandboxData {
  const now = options.now();
  const samples = createSampleContacts(now);
  const generated = generateContacts({ count: options.contacts, seed: options.seed, now });
  const contacts = new Map([...samples, ...generated].map((contact) => [contact.id, contact]));
  let nextContactId = FIRST_GENERATED_ID + options.contacts;
  let nextRecordId = 70_001;
  const timestamp = () => new Date(options.now()).toISOString();

  function addContact(fields: Partial<SandboxContact>): SandboxContact {
    const id = fields.id ?? nextContactId;
    nextContactId = Math.max(nextContactId, id + 1);
    const contact = createContact({ ...fields, id }, timestamp());
    contacts.set(id, contact);
    return contact;
  }

  function changeContact(id: number, changes: Partial<SandboxContact>): SandboxContact {
    const contact = contacts.get(id);
    if (!contact) throw new RangeError(`there is no contact ${id}`);
    return Object.assign(contact, { updated_at: timestamp() }, changes);
  }

  return {
    contacts,
    brokers: createBrokers(),
    activityTypes: createActivityTypes(),
    activities: [],
    tasks: [],
    receivedCalls: [],
    keys: new Map([[options.apiKey, createRights()]]),
    addContact,
    changeContact,
    nextId: () => nextRecordId++,
  };
}

/** Rights for everything, except for what is given as `false`. */
export function createRights(changes: Partial<Rights> = {}): Rights {
  return {
    contacts_read: true,
    brokers_read: true,
    calls_write: true,
    tasks_read: true,
    tasks_write: true,
    activities_read: true,
    activity_types_read: true,
    ...changes,
  };
}
