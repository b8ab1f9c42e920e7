import type { SandboxActivity } from './activity.ts';
import type { SandboxData } from './crm.ts';
import { createTimeFilter, cutPage, readList } from './query.ts';
import { createJson, type Reply, refuseUnknownId } from './reply.ts';
import type { Route } from './route.ts';

/** The endpoints that show what happened with contacts, newest first. */
export function createActivityRoutes(crm: SandboxData): Route[] {
  function listActivities(query: URLSearchParams): Reply {
    const found = filterActivities(crm.activities, query).sort(compareNewestFirst);
    const meta = { total_count: found.length };
    return createJson(200, { data: cutPage(found, query), meta });
  }

  function showActivity(id: string): Reply {
    const activity = crm.activities.find((one) => String(one.id) === id);
    if (!activity) throw refuseUnknownId('Activity', id);
    const activatable_type = activity.task_id === null ? 'Call' : 'Task';
    return createJson(200, { id: activity.id, activatable_type, activatable: activity });
  }

  const right = 'activities_read';
  return [
    { method: 'GET', path: '/activities', right, answer: ({ query }) => listActivities(query) },
    { method: 'GET', path: '/activities/:id', right, answer: (_request, id) => showActivity(id) },
  ];
}

function filterActivities(
  activities: readonly SandboxActivity[],
  query: URLSearchParams,
): SandboxActivity[] {
  const clients = readList(query, 'client_id');
  const brokers = readList(query, 'broker_id');
  const categories = readList(query, 'category_id');
  const kinds = readList(query, 'item_type');
  const isInTime = createTimeFilter(query, 'created_at');
  return activities.filter(
    (activity) =>
      (!clients || activity.client_ids.some((id) => clients.includes(String(id)))) &&
      (!brokers || brokers.includes(String(activity.broker_id))) &&
      (!categories || categories.includes(String(activity.category_id))) &&
      (!kinds || kinds.includes(activity.conversation_type)) &&
      isInTime(activity.created_at),
  );
}

function compareNewestFirst(left: SandboxActivity, right: SandboxActivity): number {
  return Date.parse(right.created_at) - Date.parse(left.created_at) || right.id - left.id;
}
