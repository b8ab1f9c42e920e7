import { describe, expect, it } from 'vitest';
import { openSandbox } from './client.ts';

async function find(query: string): Promise<number[]> {
  const { list } = await openSandbox();
  return (await list(`/contacts?sort_by=id&${query}`)).map(({ id }) => id);
}

const byNumber = (number: string) => find(`phone_number=${encodeURIComponent(number)}`);

describe('phone_number', () => {
  it.each(['01701234567', '0170-123-45-67', '0170 / 123 45 67', '(0170) 1234567', '0170.1234567'])(
    'finds 0170 1234567 as %s, since separators do not count',
    async (number) => {
      expect(await byNumber(number)).toEqual([1001]);
    },
  );

  it.each(['+491701234567', '00491701234567', '491701234567', '1701234567', '1234567'])(
    'does not find 0170 1234567 as %s, since spellings of the country differ',
    async (number) => {
      expect(await byNumber(number)).toEqual([]);
    },
  );

  it('finds 0049… only as 0049…', async () => {
    expect(await byNumber('00492214710555')).toEqual([1005]);
    expect(await byNumber('+492214710555')).toEqual([]);
    expect(await byNumber('02214710555')).toEqual([]);
  });

  it('reads +49 (0) 89 as +49089', async () => {
    expect(await byNumber('+49089999980')).toEqual([1004]);
    expect(await byNumber('+4989999980')).toEqual([]);
  });

  it('takes a literal plus in the address for a blank', async () => {
    expect(await find('phone_number=+431234567890')).toEqual([]);
    expect(await find('phone_number=%2B431234567890')).toEqual([1008]);
  });

  it('finds everybody behind a shared number', async () => {
    expect(await byNumber('03023125100')).toEqual([1002, 1003]);
  });

  it.each(['home_phone', 'home_cell', 'office_phone', 'office_cell', 'phone'])(
    'searches the field %s',
    async (field) => {
      const { crm, list } = await openSandbox();
      crm.changeContact(1009, { home_cell: null, [field]: '040 66969-321' });
      expect(await list('/contacts?phone_number=04066969321')).toMatchObject([{ id: 1009 }]);
    },
  );

  it('finds a field with two numbers only as all its digits', async () => {
    const { crm, list } = await openSandbox();
    crm.changeContact(1001, { home_cell: '030 23125-1 / 0171 3920012' });
    expect(await list('/contacts?phone_number=030231251')).toEqual([]);
    expect(await list('/contacts?phone_number=01713920012')).toEqual([]);
    expect(await list('/contacts?phone_number=030231251-01713920012')).toHaveLength(1);
  });

  it('finds a field with text only as all its digits', async () => {
    const { crm, list } = await openSandbox();
    crm.changeContact(1001, { home_cell: '01 70 / 1 23 45 67 (privat), Durchwahl 9' });
    expect(await list('/contacts?phone_number=01701234567')).toEqual([]);
    expect(await list('/contacts?phone_number=017012345679')).toHaveLength(1);
  });

  it('finds nobody for what is no number, and everybody for nothing', async () => {
    expect(await byNumber('anonymous')).toEqual([]);
    expect(await byNumber('0170 1234567 privat')).toEqual([]);
    expect(await byNumber('+')).toEqual([]);
    expect((await find('phone_number=')).length).toBeGreaterThan(5);
  });

  it('leaves out archived contacts and sub-contacts unless they are asked for', async () => {
    expect(await byNumber('03023125112')).toEqual([]);
    expect(await find('phone_number=03023125112&archived=-1')).toEqual([1012]);
    expect(await byNumber('01713920011')).toEqual([]);
    expect(await find('phone_number=01713920011&include_children=1')).toEqual([1011]);
  });
});
