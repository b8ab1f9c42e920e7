import { describe, expect, it } from 'vitest';
import { type Client, NOW, openSandbox } from './client.ts';

const MINUTE_MS = 60_000;

/** Four entries: 70002 and a minute later the to-do 70004, another minute later 70005 and 70006. */
async function openFilled(): Promise<Client> {
  let time = NOW;
  const sandbox = await openSandbox({ now: () => time });
  const call = { duration: '00:00:10', direction: 'in', from: '01701234567', to: '21' };
  await sandbox.post('/tasks', { task: { title: 'Notiz', client_ids: [1002, 1001] } });
  time += MINUTE_MS;
  const reminder = { title: 'Rückruf', client_ids: [1005], broker_id: 504, is_reminder: true };
  await sandbox.post('/tasks', { task: { ...reminder, note_type_id: 4 } });
  time += MINUTE_MS;
  await sandbox.post('/calls/3cx', call);
  await sandbox.post('/calls/3cx', { ...call, direction: 'out', from: '21', to: '01701234567' });
  return sandbox;
}

describe('GET /activities', () => {
  it('is always wrapped, the newest first', async () => {
    const { page } = await openFilled();
    const { data, meta } = await page('/activities');
    expect(data.map(({ id }) => id)).toEqual([70_006, 70_005, 70_004, 70_002]);
    expect(meta).toEqual({ total_count: 4 });
    expect(data[0]).toMatchObject({
      outgoing: true,
      conversation_type: 'note',
      client_ids: [1001],
    });
  });

  it.each([
    ['client_id=1001', [70_006, 70_005, 70_002]],
    ['client_id=9', []],
    ['item_type=reminder', [70_004]],
    ['item_type=note,reminder', [70_006, 70_005, 70_004, 70_002]],
    ['item_type=event', []],
    ['broker_id=504', [70_004]],
    ['category_id=4', [70_004]],
    ['client_id=1001&item_type=note&broker_id=501', [70_006, 70_005]],
    ['created_at_from=2026-01-12T17:01:30Z', [70_006, 70_005, 70_004]],
    ['created_at_to=2026-01-12T17:01:30Z', [70_004, 70_002]],
    ['updated_at_from=2030-01-01', [70_006, 70_005, 70_004, 70_002]],
    ['per=2', [70_006, 70_005]],
    ['per=3&page=2', [70_002]],
    ['page=3', []],
  ])('with %s lists %j', async (query, ids) => {
    const { page } = await openFilled();
    expect((await page(`/activities?${query}`)).data.map(({ id }) => id)).toEqual(ids);
  });

  it('counts all that fit, not the page', async () => {
    const { page } = await openFilled();
    expect((await page('/activities?client_id=1001&per=1')).meta.total_count).toBe(3);
  });

  it('refuses a time that is none', async () => {
    const { get } = await openFilled();
    expect((await get('/activities?created_at_from=heute')).status).toBe(400);
  });
});

describe('GET /activities/:id', () => {
  it('wraps the record', async () => {
    const { get } = await openFilled();
    expect((await get('/activities/70004')).body).toMatchObject({
      id: 70_004,
      activatable_type: 'Task',
      activatable: { id: 70_004, title: 'Rückruf' },
    });
    expect((await get('/activities/70005')).body).toMatchObject({ activatable_type: 'Call' });
  });

  it('answers 404 as documented for an unknown id', async () => {
    const { get } = await openFilled();
    expect(await get('/activities/1')).toMatchObject({
      status: 404,
      body: { errors: ['Activity mit der id=1 konnte nicht gefunden werden.'] },
    });
  });
});
