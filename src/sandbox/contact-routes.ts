import type { SandboxContact } from './contact.ts';
import { lookAround, toExpandedForm, toListItem, toLongForm } from './contact-forms.ts';
import { orderContacts } from './contact-order.ts';
import { filterContacts } from './contact-search.ts';
import type { SandboxData } from './crm.ts';
import { cutPage, readFlag, readList, readText } from './query.ts';
import { createRandom } from './random.ts';
import { createJson, type Reply, refuseUnknownId } from './reply.ts';
import type { Route } from './route.ts';

/** The endpoints that read contacts; the seed decides the order of lists without a sort. */
export function createContactRoutes(crm: SandboxData, seed: number): Route[] {
  const random = createRandom(seed);

  function listContacts(query: URLSearchParams): Reply {
    const found = filterContacts(crm.contacts.values(), query);
    const toForm = readText(query, 'expand') === undefined ? toListItem : toExpandedForm;
    const page = cutPage(orderContacts(found, query, random), query);
    const around = lookAround(crm);
    const data = page.map((contact) => toForm(contact, around));
    if (!readFlag(query, 'with_meta')) return createJson(200, data);
    return createJson(200, { data, meta: { total_count: found.length } });
  }

  function showContact(query: URLSearchParams, id: string): Reply {
    const contact = findContact(id, query.get('identifier') === 'token');
    if (!contact) throw refuseUnknownId('Client', id);
    const toForm = readText(query, 'expand') === undefined ? toLongForm : toExpandedForm;
    const included = readIncluded(contact, readList(query, 'include') ?? []);
    return createJson(200, { ...toForm(contact, lookAround(crm)), ...included });
  }

  function findContact(id: string, isToken: boolean): SandboxContact | undefined {
    const text = isToken ? id.replace(/^token-/, '') : id;
    if (isToken && text === id) return undefined;
    return /^\d{1,15}$/.test(text) ? crm.contacts.get(Number(text)) : undefined;
  }

  function readIncluded(contact: SandboxContact, names: readonly string[]) {
    return {
      ...(names.includes('children') ? { children: listChildren(contact) } : {}),
      ...(names.includes('documents') ? { documents: [] } : {}),
      ...(names.includes('relationships') ? { relationships: [] } : {}),
      ...(names.includes('owned_properties') ? { owned_properties: [] } : {}),
    };
  }

  function listChildren(contact: SandboxContact): Record<string, unknown>[] {
    const around = lookAround(crm);
    return [...crm.contacts.values()]
      .filter((other) => other.parent_id === contact.id)
      .map((child) => toListItem(child, around));
  }

  const right = 'contacts_read';
  return [
    { method: 'GET', path: '/contacts', right, answer: ({ query }) => listContacts(query) },
    {
      method: 'GET',
      path: '/contacts/:id',
      right,
      answer: ({ query }, id) => showContact(query, id),
    },
  ];
}
