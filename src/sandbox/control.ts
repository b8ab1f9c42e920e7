import type { SandboxContact } from './contact.ts';
import { parseContactFields } from './contact-parser.ts';
import { createRights, RIGHTS, type Rights, type SandboxData } from './crm.ts';
import { parseFaults } from './fault-parser.ts';
import type { Faults } from './faults.ts';
import { createJson, Refusal, type Reply } from './reply.ts';
import type { RequestLog } from './request-log.ts';
import { type ApiRequest, isRecord, parseJson, readJsonObject } from './route.ts';

const MAX_KEYS = 100;

/** What the control addresses can reach. */
export type Controlled = {
  readonly crm: SandboxData;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly apiKey: string;
};

/** Tells whether a path belongs to the control addresses, which no fault strikes. */
export function isControlPath(path: string): boolean {
  return path === '/sandbox' || path.startsWith('/sandbox/');
}

/** Tells whether a socket address is this computer itself. */
export function isLoopback(address: string | undefined): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address ?? '');
}

/** Answers a request to a control address from the given socket address; throws for nothing. */
export function answerControl(
  request: ApiRequest,
  remote: string | undefined,
  controlled: Controlled,
): Reply {
  try {
    if (!isLoopback(remote)) throw new Refusal(403, ['only this computer may control the sandbox']);
    return answer(request, controlled);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function answer(request: ApiRequest, { crm, faults, log, apiKey }: Controlled): Reply {
  const contactId = /^\/sandbox\/contacts\/(\d{1,15})$/.exec(request.path)?.[1];
  if (request.method === 'GET' && contactId !== undefined) return showContact(crm, contactId);
  switch (`${request.method} ${request.path}`) {
    case 'GET /sandbox/faults':
      return createJson(200, { data: faults.list() });
    case 'PUT /sandbox/faults':
      faults.set(parseFaults(parseJson(request.body)));
      return createJson(200, { data: faults.list() });
    case 'DELETE /sandbox/faults':
      faults.clear();
      return createJson(200, { data: [] });
    case 'GET /sandbox/requests':
      return createJson(200, { data: log.records });
    case 'GET /sandbox/calls':
      return createJson(200, { data: crm.receivedCalls });
    case 'GET /sandbox/activities':
      return createJson(200, { data: crm.activities });
    case 'POST /sandbox/contacts':
      return addContact(crm, parseContactFields(readJsonObject(request)));
    case 'PUT /sandbox/rights':
      return changeRights(crm, apiKey, parseJson(request.body));
    default:
      throw new Refusal(404, [`there is no ${request.method} ${request.path}`]);
  }
}

function showContact(crm: SandboxData, id: string): Reply {
  const contact = crm.contacts.get(Number(id));
  if (!contact) throw new Refusal(404, [`there is no contact ${id}`]);
  return createJson(200, contact);
}

function addContact(crm: SandboxData, fields: Partial<SandboxContact>): Reply {
  if (fields.id !== undefined && crm.contacts.has(fields.id)) {
    throw new Refusal(409, [`there is a contact ${fields.id} already`]);
  }
  return createJson(201, crm.addContact(fields));
}

/** `{"key": "demo", "rights": {"calls_write": false}}`; an unknown key becomes a known one. */
function changeRights(crm: SandboxData, apiKey: string, body: unknown): Reply {
  if (!isRecord(body)) throw new Refusal(400, ['give an object with "rights"']);
  const { key = apiKey, rights, ...rest } = body;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw new Refusal(400, [`${unknown} is unknown`]);
  if (typeof key !== 'string' || key === '') throw new Refusal(400, ['key is no text']);
  if (!crm.keys.has(key) && crm.keys.size >= MAX_KEYS) throw new Refusal(400, ['too many keys']);
  const changed = { ...(crm.keys.get(key) ?? createRights()), ...parseRights(rights) };
  crm.keys.set(key, changed);
  return createJson(200, { key, rights: changed });
}

function parseRights(value: unknown): Partial<Rights> {
  if (!isRecord(value)) throw new Refusal(400, ['rights is missing or no object']);
  for (const [name, given] of Object.entries(value)) {
    if (!RIGHTS.some((right) => right === name)) {
      throw new Refusal(400, [`rights.${name} is unknown: give some of ${RIGHTS.join(', ')}`]);
    }
    if (typeof given !== 'boolean') {
      throw new Refusal(400, [`rights.${name} is no true or false`]);
    }
  }
  return value;
}
