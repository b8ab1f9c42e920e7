import { describe, expect, it } from 'vitest';
import { PERSONAL_MARKERS } from '../../src/sandbox/personal-fields.ts';
import { type Item, openSandbox } from './client.ts';

const ids = (items: readonly Item[]) => items.map(({ id }) => id);

describe('the contact list', () => {
  it('is a bare array, and wrapped with a total for with_meta=1', async () => {
    const { list, page } = await openSandbox({ contacts: 30 });
    expect(await list('/contacts')).toHaveLength(20);
    const { data, meta } = await page('/contacts?with_meta=1&per=3');
    expect(data).toHaveLength(3);
    expect(Object.keys(meta)).toEqual(['total_count']);
    expect(meta.total_count).toBeGreaterThan(30);
  });

  it('is empty with 200 when nobody fits', async () => {
    const { list, page } = await openSandbox();
    expect(await list('/contacts?q=xyz')).toEqual([]);
    expect(await page('/contacts?q=xyz&with_meta=1')).toEqual({
      data: [],
      meta: { total_count: 0 },
    });
  });

  it('has exactly the documented short fields, one name and one phone', async () => {
    const { list } = await openSandbox();
    const [anna] = await list('/contacts?q=Anna');
    expect(Object.keys(anna ?? {}).join(' ')).toBe(
      'id item_id salutation academic_title name is_company company email phone last_contact_at ' +
        'created_at updated_at client_status_id client_source_id locked broker_ids children_size groups',
    );
    expect(anna).toMatchObject({
      name: 'Anna Berger',
      phone: '0170 1234567',
      broker_ids: [501],
      children_size: 1,
    });
  });

  it('has the long form for expand, with broker object and some wrapped values', async () => {
    const { list } = await openSandbox();
    const [anna] = await list('/contacts?q=Anna&expand=1');
    expect(anna).toMatchObject({
      first_name: 'Anna',
      last_name: 'Berger',
      home_phone: null,
      home_cell: '0170 1234567',
      office_phone: null,
      office_cell: null,
      full_salutation: 'Sehr geehrte Frau Berger',
      broker: { id: 501, name: 'Katrin Sommer' },
      status: { id: 2, label: 'Eigentümer' },
      office_city: { label: 'Ort (Büro)', value: 'Berlin' },
      home_city: { label: 'Ort', value: null },
      warning_notice: { label: 'Warnhinweis', value: null },
      rating: { label: 'Bewertung', value: 3 },
    });
  });

  it('plants a marker in every personal field of the long form, and none in the short one', async () => {
    const { list } = await openSandbox();
    const [anna] = await list('/contacts?q=Anna&expand=1');
    const personal = [
      'dob',
      'birth_name',
      'birth_place',
      'birth_country',
      'identity_number',
      'issuing_authority',
      'tax_identification_number',
      'income',
    ];
    for (const field of personal) {
      const text = JSON.stringify(anna?.[field]);
      expect(PERSONAL_MARKERS.some((marker) => text.includes(marker))).toBe(true);
    }
    const short = JSON.stringify(await list('/contacts?per=500'));
    expect(PERSONAL_MARKERS.filter((marker) => short.includes(marker))).toEqual([]);
  });
});

describe('paging', () => {
  it('counts pages from 1 and is empty past the end', async () => {
    const { list } = await openSandbox();
    const sorted = '/contacts?sort_by=id&order=asc&per=4';
    expect(ids(await list(sorted))).toEqual([1001, 1002, 1003, 1004]);
    expect(ids(await list(`${sorted}&page=2`))).toEqual([1005, 1006, 1007, 1008]);
    expect(await list(`${sorted}&page=9`)).toEqual([]);
  });

  it('ignores per_page and limit, caps per at 500 and reads nonsense as the default', async () => {
    const { list } = await openSandbox({ contacts: 600 });
    const count = async (query: string) => (await list(`/contacts?${query}`)).length;
    expect(await count('per_page=50&limit=50')).toBe(20);
    expect(await count('per=1000')).toBe(500);
    expect(await count('per=0')).toBe(20);
    expect(await count('per=-3&page=-1')).toBe(20);
    expect(await count('per=abc&page=1e9')).toBe(20);
  });
});

describe('order', () => {
  it('changes from request to request without a sort, in a repeatable way', async () => {
    const readTwice = async () => {
      const { list } = await openSandbox();
      return [ids(await list('/contacts')), ids(await list('/contacts'))];
    };
    const [first, second] = await readTwice();
    expect(first).not.toEqual(second);
    expect(first?.toSorted()).toEqual(second?.toSorted());
    expect(await readTwice()).toEqual([first, second]);
  });

  it.each(['created_at', 'updated_at', 'last_contact_at', 'first_name', 'last_name'])(
    'by %s holds over all pages, both ways, empty values last',
    async (field) => {
      const { list } = await openSandbox({ contacts: 60 });
      const read = async (order: string) => {
        const query = `/contacts?expand=1&sort_by=${field}&order=${order}&per=30&page=`;
        const pages = await Promise.all([1, 2, 3].map((page) => list(query + page)));
        return pages.flat().map((contact) => contact[field]);
      };
      const ascending = await read('asc');
      const descending = await read('desc');
      const filled = ascending.filter((value) => value !== null);
      const empty = ascending.filter((value) => value === null);
      expect(ascending).toEqual([...filled.toSorted(), ...empty]);
      expect(descending).toEqual([...filled.toReversed(), ...empty]);
    },
  );
});

describe('one contact', () => {
  it('comes in the long form, unwrapped, and wrapped with expand', async () => {
    const { get } = await openSandbox();
    expect((await get('/contacts/1005')).body).toMatchObject({
      id: 1005,
      first_name: 'Rolf',
      warning_notice: 'Nur schriftlich, Anwalt eingeschaltet',
      home_city: 'Köln',
      dob: '1901-02-03',
    });
    const wrapped = await get('/contacts/1005?expand=1');
    expect(wrapped.body['home_city']).toEqual({ label: 'Ort', value: 'Köln' });
  });

  it('is shown even when archived or a sub-contact', async () => {
    const { get } = await openSandbox();
    expect((await get('/contacts/1012')).body).toMatchObject({ archived: true });
    expect((await get('/contacts/1011')).body).toMatchObject({ parent_id: 1001 });
  });

  it('brings its sub-contacts only when asked', async () => {
    const { get } = await openSandbox();
    const { body } = await get('/contacts/1001?include=children,documents,owned_properties');
    expect(body).toMatchObject({ children: [{ id: 1011 }], documents: [], owned_properties: [] });
    expect((await get('/contacts/1001')).body).not.toHaveProperty('children');
  });

  it('is found by its token', async () => {
    const { get } = await openSandbox();
    const { token } = (await get('/contacts/1001')).body;
    expect((await get(`/contacts/${token}?identifier=token`)).body.id).toBe(1001);
    expect((await get('/contacts/1001?identifier=token')).status).toBe(404);
  });

  it.each(['9999', 'abc', '-1', '1e3', '99999999999999999999'])(
    'with the unknown id %s answers 404 as documented',
    async (id) => {
      const { get } = await openSandbox();
      expect(await get(`/contacts/${id}`)).toMatchObject({
        status: 404,
        body: { errors: [`Client mit der id=${id} konnte nicht gefunden werden.`] },
      });
    },
  );
});
