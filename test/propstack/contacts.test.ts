import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { type NumberPlan, parsePhoneNumber } from '../../src/domain/phone-number.ts';
import type { ContactDirectory } from '../../src/domain/ports.ts';
import { createContacts } from '../../src/propstack/contacts.ts';
import {
  findFreePort,
  type HttpServer,
  openClient,
  openHttpServer,
  type Received,
  type Reply,
} from './servers.ts';

const PLAN: NumberPlan = { country: 'DE', extensionDigits: 5 };
const NUMBER = parsePhoneNumber('+493012345678', PLAN)!;
const SPELLINGS = [
  '+493012345678',
  '03012345678',
  '00493012345678',
  '493012345678',
  '+4903012345678',
];
const ANNA = { id: 1, name: 'Anna', home_phone: '030 / 12345678' };
const BERND = { id: 2, name: 'Bernd', office_phone: '+49 30 12345678' };
const PARTIAL = { id: 3, name: 'Carla', office_phone: '+49 30 123456789' };

async function open(
  answer: (request: Received) => Reply | Promise<Reply>,
): Promise<HttpServer & { readonly contacts: ContactDirectory }> {
  const crm = await openHttpServer(answer);
  return { ...crm, contacts: createContacts(openClient(crm.url), { plan: PLAN }) };
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`no AppError: ${String(error)}`);
  return error;
}

const bySpelling =
  (answers: Readonly<Record<string, Reply>>) =>
  ({ query }: Received): Reply =>
    answers[query['phone_number'] ?? `q=${query['q']}`] ?? { body: { data: [] } };

describe('findByNumber', () => {
  it('asks for every spelling at the same time', async () => {
    const arrived: string[] = [];
    let answerAll = () => {};
    const allArrived = new Promise<void>((resolve) => (answerAll = resolve));
    const { contacts, requests } = await open(async ({ query }) => {
      arrived.push(query['phone_number'] ?? '');
      if (arrived.length === SPELLINGS.length) answerAll();
      await allArrived;
      return { body: { data: [ANNA] } };
    });
    expect(await contacts.findByNumber(NUMBER)).toMatchObject([{ id: 1 }]);
    expect(arrived.sort()).toEqual([...SPELLINGS].sort());
    expect(requests[0]).toMatchObject({
      method: 'GET',
      path: '/v1/contacts',
      query: { expand: '1', with_meta: '1', include_children: '1', per: '100' },
    });
    expect(requests.some(({ rawQuery }) => rawQuery.includes('%2B493012345678'))).toBe(true);
  });

  it('merges what the spellings find and keeps only who has the number', async () => {
    const { contacts } = await open(
      bySpelling({
        '+493012345678': { body: [BERND, PARTIAL] },
        '03012345678': { body: { data: [ANNA] } },
        '00493012345678': { body: { contacts: [ANNA] } },
      }),
    );
    const found = await contacts.findByNumber(NUMBER);
    expect(found.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('looks for the final seven digits last, and checks what that finds', async () => {
    const two = { id: 4, name: 'Dora', home_phone: '0172 1234567 oder 030 12345678' };
    const { contacts, requests } = await open(
      bySpelling({ 'q=2345678': { body: [PARTIAL, two] } }),
    );
    expect(await contacts.findByNumber(NUMBER)).toMatchObject([{ id: 4 }]);
    expect(requests).toHaveLength(6);
    expect(requests.at(-1)?.query).toMatchObject({ q: '2345678', per: '100' });
  });

  it('finds nobody when every question was answered with nobody', async () => {
    const { contacts } = await open(() => ({ body: [] }));
    expect(await contacts.findByNumber(NUMBER)).toEqual([]);
  });

  it('does not mind failures when an owner is found', async () => {
    const { contacts } = await open(({ query }) =>
      query['phone_number'] === '03012345678' ? { body: [ANNA] } : { status: 500 },
    );
    expect(await contacts.findByNumber(NUMBER)).toMatchObject([{ id: 1 }]);
  });

  it('does not mind failures when the final digits find an owner', async () => {
    const answers = { '+493012345678': { status: 500 }, 'q=2345678': { body: [ANNA] } };
    const { contacts } = await open(bySpelling(answers));
    expect(await contacts.findByNumber(NUMBER)).toMatchObject([{ id: 1 }]);
  });

  it.each(['+493012345678', 'q=2345678'])(
    'fails rather than say nobody when the question %s was not answered',
    async (failing) => {
      const { contacts } = await open(bySpelling({ [failing]: { status: 502 } }));
      const { code } = await failureOf(contacts.findByNumber(NUMBER));
      expect(code).toBe('crm_unavailable');
    },
  );

  it('asks no further when no question was answered', async () => {
    const { contacts, requests } = await open(() => ({ status: 503 }));
    await failureOf(contacts.findByNumber(NUMBER));
    expect(requests).toHaveLength(SPELLINGS.length);
  });

  it('asks once for a number that has but one spelling', async () => {
    const { contacts, requests } = await open(() => ({ body: [{ id: 9, home_phone: '11833' }] }));
    const number = parsePhoneNumber('11833', PLAN)!;
    expect(await contacts.findByNumber(number)).toMatchObject([{ id: 9 }]);
    expect(requests).toHaveLength(1);
  });
});

describe('a failure of the directory', () => {
  const html = { headers: { 'content-type': 'text/html' }, body: '<html>Wartung</html>' };
  it.each<[string, Reply, string, RegExp]>([
    ['401', { status: 401 }, 'crm_refused', /401: key refused or right missing for contacts/],
    ['403', { status: 403 }, 'crm_refused', /403: key refused or right missing for contacts/],
    ['408', { status: 408 }, 'crm_unavailable', /408/],
    ['429', { status: 429 }, 'crm_unavailable', /429/],
    ['500', { status: 500, body: { error: 'oops' } }, 'crm_unavailable', /500 for contacts$/],
    ['503', { status: 503, ...html }, 'crm_unavailable', /503 for contacts$/],
    ['a redirect', { status: 302, headers: { location: '/app' } }, 'crm_rejected', /302/],
    ['400', { status: 400, body: { errors: ['bad q'] } }, 'crm_rejected', /400 for contacts$/],
    ['a page', html, 'crm_rejected', /unreadable/],
    ['broken JSON', { body: '{"data": [' }, 'crm_rejected', /unreadable/],
    ['an empty answer', {}, 'crm_rejected', /unreadable/],
    ['no list', { body: { ok: true } }, 'crm_rejected', /unreadable/],
  ])('is told by %s', async (_what, reply, code, message) => {
    const { contacts } = await open(() => reply);
    const calls = [contacts.findByNumber(NUMBER), contacts.findById(7), contacts.search('Anna')];
    for (const error of await Promise.all(calls.map(failureOf))) {
      expect(error.code).toBe(code);
      expect(error.message).toMatch(message);
    }
  });

  it('is that the CRM is unavailable when there is no connection, or no answer in time', async () => {
    const silent = await openHttpServer(() => new Promise<never>(() => {}));
    const urls = [`http://127.0.0.1:${await findFreePort()}`, silent.url];
    for (const url of urls) {
      const contacts = createContacts(openClient(url, { timeoutMs: 100 }), { plan: PLAN });
      const { code } = await failureOf(contacts.findByNumber(NUMBER));
      expect(code).toBe('crm_unavailable');
    }
  });
});

describe('findById', () => {
  it.each([
    ['bare', ANNA],
    ['wrapped', { data: ANNA }],
    ['under its own name', { contact: ANNA }],
  ])('reads a contact that comes %s', async (_what, body) => {
    const { contacts, requests } = await open(() => ({ body }));
    expect(await contacts.findById(1)).toMatchObject({ id: 1, name: 'Anna' });
    expect(requests).toMatchObject([{ path: '/v1/contacts/1', query: { expand: '1' } }]);
  });

  it.each<[string, Reply]>([
    ['does not exist', { status: 404, body: { errors: ['Client mit der id=1'] } }],
    ['is archived', { body: { ...ANNA, archived: true } }],
  ])('finds nothing when the contact %s', async (_what, reply) => {
    const { contacts } = await open(() => reply);
    expect(await contacts.findById(1)).toBeUndefined();
  });
});

describe('search', () => {
  const sorted = (requests: readonly Received[], name: string) =>
    requests.flatMap(({ query }) => query[name] ?? []).sort();

  it.each([
    ['Mueller', ['Mueller', 'Müller']],
    ['MÜLLER', ['MUeLLER', 'MÜLLER']],
    ['Groß', ['Gross', 'Groß']],
    ['Voss-Größe', ['Voss-Groesse', 'Voss-Größe', 'Voß-Größe']],
    ['Anna', ['Anna']],
  ])('asks for %s as %j', async (text, variants) => {
    const { contacts, requests } = await open(() => ({ body: [ANNA] }));
    expect(await contacts.search(`  ${text} `)).toMatchObject([{ id: 1 }]);
    expect(sorted(requests, 'q')).toEqual(variants);
    expect(sorted(requests, 'phone_number')).toEqual([]);
  });

  it('also asks for a number in every spelling, merged by id', async () => {
    const { contacts, requests } = await open(() => ({ body: [ANNA, BERND] }));
    expect(await contacts.search('030/12345678')).toHaveLength(2);
    expect(sorted(requests, 'q')).toEqual(['030/12345678']);
    expect(sorted(requests, 'phone_number')).toEqual([...SPELLINGS].sort());
  });

  it('asks nothing for an empty text', async () => {
    const { contacts, requests } = await open(() => ({ body: [ANNA] }));
    expect(await contacts.search('   ')).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('gives what was found although a variant failed, and fails when nothing was', async () => {
    const failing = ({ query }: Received) => query['q'] === 'Müller';
    const some = await open((it) => (failing(it) ? { status: 500 } : { body: [ANNA] }));
    expect(await some.contacts.search('Mueller')).toHaveLength(1);
    const none = await open((it) => (failing(it) ? { status: 500 } : { body: [] }));
    expect((await failureOf(none.contacts.search('Mueller'))).code).toBe('crm_unavailable');
  });

  it('bounds what it sends', async () => {
    const { contacts, requests } = await open(() => ({ body: [] }));
    await contacts.search('😀'.repeat(500));
    expect(requests[0]?.query['q']).toHaveLength(100);
  });
});
