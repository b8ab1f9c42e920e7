import type { SandboxData } from './crm.ts';
import { Refusal, refuseUnknownId } from './reply.ts';
import { type ApiRequest, isRecord, readJsonObject } from './route.ts';

/** The attributes of a new task, checked; what was not given is missing. */
export type TaskAttributes = {
  readonly title?: string | null;
  readonly body?: string | null;
  readonly note_type_id?: number | null;
  readonly broker_id?: number | null;
  readonly client_ids?: readonly number[];
  readonly property_ids?: readonly number[];
  readonly project_ids?: readonly number[];
  readonly is_reminder?: boolean | null;
  readonly is_event?: boolean | null;
  readonly due_date?: string | null;
};

type Kind = 'text' | 'longText' | 'id' | 'ids' | 'boolean' | 'time';

const KINDS: Readonly<Record<string, Kind>> = {
  title: 'text',
  body: 'longText',
  note_type_id: 'id',
  broker_id: 'id',
  client_ids: 'ids',
  property_ids: 'ids',
  project_ids: 'ids',
  task_creator_id: 'id',
  task_updater_id: 'id',
  reservation_reason_id: 'id',
  is_reminder: 'boolean',
  is_event: 'boolean',
  done: 'boolean',
  private: 'boolean',
  all_day: 'boolean',
  recurring: 'boolean',
  due_date: 'time',
  remind_at: 'time',
  starts_at: 'time',
  ends_at: 'time',
  location: 'text',
  rrule: 'text',
};

const FITS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length <= 255,
  longText: (value) => typeof value === 'string' && value.length <= 20_000,
  id: isId,
  ids: (value) => Array.isArray(value) && value.length <= 100 && value.every(isId),
  boolean: (value) => typeof value === 'boolean',
  time: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
};

/**
 * Reads the body of `POST /v1/tasks`.
 *
 * Unknown attributes and wrong types: 400. Records that do not exist and missing attributes: as a
 * Rails application answers, 404 for a contact, else 422 with the messages by attribute.
 */
export function parseTask(request: ApiRequest, crm: SandboxData): TaskAttributes {
  const task = readJsonObject(request)['task'];
  if (!isRecord(task) || Object.keys(task).length === 0) {
    throw new Refusal(400, ['param is missing or the value is empty: task']);
  }
  const errors = Object.entries(task).flatMap(([name, value]) => checkAttribute(name, value));
  if (errors.length > 0) throw new Refusal(400, errors);
  const attributes = task as TaskAttributes;
  checkReferences(attributes, crm);
  checkPresence(task);
  return attributes;
}

function checkAttribute(name: string, value: unknown): string[] {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined) return [`unknown attribute '${name}' for Task.`];
  if (value === null && kind !== 'ids') return [];
  return FITS[kind](value) ? [] : [`${name} hat keinen gültigen Wert.`];
}

function checkReferences(task: TaskAttributes, crm: SandboxData): void {
  const unknownClient = task.client_ids?.find((id) => !crm.contacts.has(id));
  if (unknownClient !== undefined) throw refuseUnknownId('Client', String(unknownClient));
  const { broker_id, note_type_id } = task;
  if (broker_id != null && !crm.brokers.some(({ id }) => id === broker_id)) {
    throw new Refusal(422, { broker: ['muss ausgefüllt werden'] });
  }
  if (note_type_id != null && !crm.activityTypes.some(({ id }) => id === note_type_id)) {
    throw new Refusal(422, { note_type: ['muss ausgefüllt werden'] });
  }
}

function checkPresence(task: Record<string, unknown>): void {
  const isReminder = task['is_reminder'] === true || !!task['due_date'];
  if (isReminder && !task['title'] && !task['note_type_id']) {
    throw new Refusal(422, { title: ['muss ausgefüllt werden'] });
  }
  const missing = ['starts_at', 'ends_at'].filter((name) => !task[name]);
  if (task['is_event'] === true && missing.length > 0) {
    throw new Refusal(
      422,
      Object.fromEntries(missing.map((name) => [name, ['muss ausgefüllt werden']])),
    );
  }
}

function isId(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
