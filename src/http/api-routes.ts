import express, { type Request, type RequestHandler, type Router } from 'express';
import type { Contact } from '../domain/contact.ts';
import { AppError } from '../domain/errors.ts';
import { type NumberPlan, parsePhoneNumber } from '../domain/phone-number.ts';
import type { BrokerDirectory, CallStore, ContactDirectory, Outbox } from '../domain/ports.ts';
import {
  toCallDetailJson,
  toCallJson,
  toContactJson,
  toEntryJson,
  toPhoneJson,
} from './api-json.ts';

/** What the API shows and does. */
export type ApiPorts = {
  readonly store: CallStore;
  readonly outbox: Outbox;
  readonly directory: ContactDirectory;
  readonly search: (query: string) => Promise<readonly Contact[]>;
  readonly brokers: BrokerDirectory;
  readonly plan: NumberPlan;
  readonly contactUrl: string;
  readonly access: readonly RequestHandler[];
  readonly getStatus: () => Promise<object>;
  /** An entry may have become due. */
  readonly pokeJournal: () => void;
  readonly now: () => number;
};

const ENTRY_STATES = ['pending', 'delivered', 'parked', 'skipped'] as const;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Creates the addresses below `/api`. */
export function createApiRoutes(ports: ApiPorts): Router {
  const { store, outbox } = ports;
  const router = express.Router({ strict: true, caseSensitive: true });
  router.use(...ports.access);
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.use(express.json({ limit: '16kb', type: () => true }));

  router.get('/status', async (_request, response) => {
    response.json(await ports.getStatus());
  });
  router.get('/calls', async (request, response) => {
    const before = readText(request, 'before');
    if (before !== undefined && !(await store.findCall(before))) {
      throw new AppError('invalid', 'before is not the id of a call: take one from this list');
    }
    const limit = readLimit(request);
    const calls = await store.listCalls({ limit, ...(before !== undefined && { before }) });
    response.json({ data: calls.map(toCallJson) });
  });
  router.get('/calls/:id', async (request, response) => {
    const call = await store.findCall(request.params.id);
    if (!call) throw new AppError('not_found', 'There is no such call');
    const events = await store.listEvents(call.id);
    const attempts = call.entry ? await outbox.listAttempts(call.entry.id) : [];
    response.json(toCallDetailJson(call, events, attempts));
  });
  router.get('/journal', async (request, response) => {
    const state = readState(request);
    const limit = readLimit(request);
    const entries = await outbox.list({ limit, ...(state !== undefined && { state }) });
    response.json({ data: entries.map(toEntryJson) });
  });
  router.post('/journal/:id/retry', async (request, response) => {
    response.json(toEntryJson(await outbox.retry(request.params.id, ports.now())));
    ports.pokeJournal();
  });
  router.post('/journal/:id/dismiss', async (request, response) => {
    response.json(toEntryJson(await outbox.dismiss(request.params.id)));
  });
  router.get('/phones', async (_request, response) => {
    response.json({ data: (await store.listPhones()).map(toPhoneJson) });
  });
  router.get('/contacts', async (request, response) => {
    const contacts = await findContacts(request);
    const brokers = await ports.brokers.list();
    response.json({
      data: contacts.map((contact) => toContactJson(contact, { ...ports, brokers })),
    });
  });

  async function findContacts(request: Request): Promise<readonly Contact[]> {
    const query = readText(request, 'q');
    if (query !== undefined) return ports.search(query);
    // A plus in a query is a blank, and people forget to write %2B.
    const text = readText(request, 'number')?.replace(/^ /, '+');
    if (text === undefined) throw new AppError('invalid', 'Give q=… or number=…');
    const number = parsePhoneNumber(text, ports.plan);
    if (!number) throw new AppError('invalid', 'number has no digits: give a telephone number');
    return ports.directory.findByNumber(number);
  }

  return router;
}

function readText(request: Request, name: string): string | undefined {
  const value = new URLSearchParams(request.originalUrl.split('?')[1] ?? '').get(name);
  return value === null || value.trim() === '' ? undefined : value;
}

function readLimit(request: Request): number {
  const text = readText(request, 'limit');
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw new AppError('invalid', `limit is ${quote(text)}: give a number from 1 to ${MAX_LIMIT}`);
  }
  return limit;
}

function readState(request: Request): (typeof ENTRY_STATES)[number] | undefined {
  const text = readText(request, 'state');
  const state = ENTRY_STATES.find((it) => it === text);
  if (text !== undefined && state === undefined) {
    throw new AppError(
      'invalid',
      `state is ${quote(text)}: give one of ${ENTRY_STATES.join(', ')}`,
    );
  }
  return state;
}

function quote(text: string): string {
  return `"${text.slice(0, 40).replace(/[^\x20-\x7e]/g, '?')}"`;
}
