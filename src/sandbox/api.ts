import { createActivityRoutes } from './activity-routes.ts';
import { createCallRoutes } from './call-routes.ts';
import { createContactRoutes } from './contact-routes.ts';
import type { SandboxData } from './crm.ts';
import {
  createHtml,
  createJson,
  createLoginRedirect,
  Refusal,
  type Reply,
  refuseKey,
} from './reply.ts';
import type { ApiRequest, Route } from './route.ts';
import { createTaskRoutes } from './task-routes.ts';

/** A request and the value of its `X-API-KEY` header, if it has one. */
export type KeyedRequest = ApiRequest & { readonly keyHeader: string | undefined };

/** Returns the function that answers every request to the CRM; it throws for nothing. */
export function createApi(
  crm: SandboxData,
  options: { readonly seed: number; readonly now: () => number },
): (request: KeyedRequest) => Reply {
  const routes: readonly Route[] = [
    ...createContactRoutes(crm, options.seed),
    ...createCallRoutes(crm, options.now),
    ...createTaskRoutes(crm, options.now),
    ...createActivityRoutes(crm),
    {
      method: 'GET',
      path: '/brokers',
      right: 'brokers_read',
      answer: () => createJson(200, crm.brokers),
    },
    {
      method: 'GET',
      path: '/activity_types',
      right: 'activity_types_read',
      answer: () => createJson(200, { data: crm.activityTypes }),
    },
  ];

  function answer(request: KeyedRequest): Reply {
    const { path } = request;
    if (path === '/app') return createHtml(200, 'Anmelden');
    if (!/^\/v1(\/|$)/.test(path) || isTraversal(path)) return createLoginRedirect();
    const found = findRoute(routes, request);
    if (!found) throw new Refusal(404, [`${request.method} ${path} gibt es nicht.`]);
    const key = request.keyHeader ?? request.query.get('api_key') ?? '';
    if (!crm.keys.get(key)?.[found.route.right]) throw refuseKey();
    return found.route.answer(request, found.id);
  }

  return (request) => {
    try {
      return answer(request);
    } catch (error) {
      if (error instanceof Refusal) return error.reply;
      return createJson(500, { errors: [`Interner Fehler: ${String(error)}`] });
    }
  };
}

function findRoute(
  routes: readonly Route[],
  request: ApiRequest,
): { route: Route; id: string } | undefined {
  const segments = request.path.replace(/^\/v1/, '').replace(/\/$/, '').split('/');
  for (const route of routes) {
    const pattern = route.path.split('/');
    const id = segments[pattern.indexOf(':id')] ?? '';
    const fits = pattern.every((part, index) => part === segments[index] || part === ':id');
    if (route.method === request.method && pattern.length === segments.length && fits) {
      return { route, id };
    }
  }
  return undefined;
}

/** Paths with `..` reach the login page of the real CRM, not an error. */
function isTraversal(path: string): boolean {
  return /(^|\/)(\.|%2e){2}(\/|$)/i.test(path);
}
