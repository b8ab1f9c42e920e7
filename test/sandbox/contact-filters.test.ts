import { describe, expect, it } from 'vitest';
import { NOW, openSandbox } from './client.ts';

async function find(query: string): Promise<number[]> {
  const { list } = await openSandbox();
  return (await list(`/contacts?sort_by=id&per=500&${query}`)).map(({ id }) => id);
}

describe('contact filters', () => {
  it('show active contacts, archived=1 only archived ones, archived=-1 all', async () => {
    expect(await find('')).not.toContain(1012);
    expect(await find('archived=1')).toEqual([1012]);
    expect(await find('archived=-1')).toEqual(expect.arrayContaining([1001, 1012]));
  });

  it('show sub-contacts only for include_children', async () => {
    expect(await find('')).not.toContain(1011);
    expect(await find('include_children=1')).toContain(1011);
    expect(await find('include_children=true&q=Tom')).toEqual([1011]);
  });

  it('understand broker_id as one id and as two kinds of lists', async () => {
    expect(await find('broker_id=502')).toEqual([1002, 1003]);
    expect(await find('broker_id=501,502')).toEqual([1001, 1002, 1003]);
    expect(await find('broker_id[]=501&broker_id[]=502')).toEqual([1001, 1002, 1003]);
  });

  it('understand email, status, sources and group', async () => {
    expect(await find('email=Anna.Berger%40example.com')).toEqual([1001]);
    expect(await find('email=anna')).toEqual([]);
    expect(await find('status=3')).toEqual([1004]);
    expect(await find('sources=2')).toEqual([]);
    expect(await find('group=11')).toEqual([]);
  });

  it('understand times of creation and change', async () => {
    const { crm, list } = await openSandbox();
    crm.changeContact(1002, {});
    const now = encodeURIComponent(new Date(NOW).toISOString());
    const berlin = encodeURIComponent('2026-01-12T18:00:30+01:00');
    const earlier = encodeURIComponent(new Date(NOW - 1).toISOString());
    expect(await list(`/contacts?updated_at_from=${now}`)).toMatchObject([{ id: 1002 }]);
    expect(await list(`/contacts?updated_at_from=${berlin}`)).toMatchObject([{ id: 1002 }]);
    expect(await list(`/contacts?updated_at_to=${earlier}`)).toHaveLength(9);
    const created = encodeURIComponent(crm.contacts.get(1001)!.created_at);
    expect(await list(`/contacts?created_at_from=${created}`)).toMatchObject([{ id: 1001 }]);
  });

  it.each(['gestern', '2026-01-12T18:00:00+01:00', '12.01.2026', '2026-99-99'])(
    'refuse %s as a time; an unescaped plus is a blank',
    async (text) => {
      const { get } = await openSandbox();
      const answer = await get(`/contacts?updated_at_from=${text}`);
      expect(answer.status).toBe(400);
      expect(answer.body['errors']).toHaveLength(1);
    },
  );

  it('ignore parameters they do not know', async () => {
    expect(await find('fields=id&wanted=1')).toContain(1001);
  });

  it.each([
    ['anna b', 1001],
    ['BERGER IMMO', 1001],
    ['anna.berger@ex', 1001],
    ['lindenallee 12', 1001],
    ['żÓŁĆ', 1009],
    ['sued.example', 1004],
    ['hausverwaltung süd', 1004],
    ['Wien', 1008],
  ])('find %s with q in names, company, e-mails and address', async (text, id) => {
    expect(await find(`q=${encodeURIComponent(text)}`)).toEqual([id]);
  });

  it.each([
    ['2312510', [1002, 1003, 1006]],
    ['23125-100', [1002, 1003]],
    ['(030) 23125/106', [1006]],
    ['999980', [1004]],
    ['70 1234567', [1001]],
    ['+43 1 2345', [1008]],
  ])('find the digits %s with q in numbers, whatever stands between them', async (text, found) => {
    expect(await find(`q=${encodeURIComponent(text)}`)).toEqual(found);
  });
});
