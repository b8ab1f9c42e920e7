import type { SandboxActivity, SandboxTask } from './activity.ts';
import { appendBounded, MAX_RECORDS } from './bounded-list.ts';
import { lookAround, toListItem } from './contact-forms.ts';
import type { SandboxData } from './crm.ts';
import { readList } from './query.ts';
import { createJson, type Reply, refuseUnknownId } from './reply.ts';
import type { ApiRequest, Route } from './route.ts';
import { parseTask, type TaskAttributes } from './task-attributes.ts';

const INCLUDED_BY_DEFAULT = ['clients', 'units', 'projects', 'viewings'];

/** The endpoints that make and show notes, to-dos and appointments. */
export function createTaskRoutes(crm: SandboxData, now: () => number): Route[] {
  function addTask(request: ApiRequest): Reply {
    const attributes = parseTask(request, crm);
    const time = new Date(now()).toISOString();
    const id = crm.nextId();
    const activity = toActivity(attributes, { id: crm.nextId(), task_id: id, time });
    const task: SandboxTask = {
      broker_id: null,
      ...attributes,
      id,
      activity_id: activity.id,
      client_ids: activity.client_ids,
      created_at: time,
      updated_at: time,
    };
    appendBounded(crm.tasks, task, MAX_RECORDS);
    appendBounded(crm.activities, activity, MAX_RECORDS);
    return createJson(200, { id, activity_id: activity.id });
  }

  function showTask(query: URLSearchParams, id: string): Reply {
    const task = crm.tasks.find((one) => String(one.id) === id);
    if (!task) throw refuseUnknownId('Task', id);
    const names = readList(query, 'include') ?? INCLUDED_BY_DEFAULT;
    const included = names.filter((name) => INCLUDED_BY_DEFAULT.includes(name));
    const lists = included.map((name) => [name, name === 'clients' ? listClients(task) : []]);
    return createJson(200, { ...task, ...Object.fromEntries(lists) });
  }

  function listClients(task: SandboxTask): Record<string, unknown>[] {
    const around = lookAround(crm);
    return task.client_ids
      .map((id) => crm.contacts.get(id))
      .filter((contact) => contact !== undefined)
      .map((contact) => toListItem(contact, around));
  }

  return [
    { method: 'POST', path: '/tasks', right: 'tasks_write', answer: addTask },
    {
      method: 'GET',
      path: '/tasks/:id',
      right: 'tasks_read',
      answer: ({ query }, id) => showTask(query, id),
    },
  ];
}

function toActivity(
  task: TaskAttributes,
  made: { readonly id: number; readonly task_id: number; readonly time: string },
): SandboxActivity {
  const isReminder = task.is_reminder === true || !!task.due_date;
  return {
    id: made.id,
    conversation_type: task.is_event === true ? 'event' : isReminder ? 'reminder' : 'note',
    title: task.title ?? null,
    body: task.body ?? null,
    broker_id: task.broker_id ?? null,
    client_ids: [...new Set(task.client_ids ?? [])],
    property_ids: [...(task.property_ids ?? [])],
    project_ids: [...(task.project_ids ?? [])],
    state: 'neutral',
    outgoing: null,
    category_id: task.note_type_id ?? null,
    created_at: made.time,
    updated_at: made.time,
    task_id: made.task_id,
  };
}
