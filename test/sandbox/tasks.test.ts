import { describe, expect, it } from 'vitest';
import { openSandbox } from './client.ts';

describe('POST /tasks', () => {
  it('makes a note and its activity and answers both ids', async () => {
    const { crm, post } = await openSandbox();
    const task = { title: 'Anruf', body: '<p>Hallo</p>', client_ids: [1001], broker_id: 501 };
    const { status, body } = await post('/tasks', { task });
    expect(status).toBe(200);
    expect(body).toEqual({ id: 70_001, activity_id: 70_002 });
    expect(crm.tasks).toMatchObject([{ id: 70_001, activity_id: 70_002, ...task }]);
    expect(crm.activities).toMatchObject([
      {
        id: 70_002,
        conversation_type: 'note',
        title: 'Anruf',
        body: '<p>Hallo</p>',
        client_ids: [1001],
        broker_id: 501,
        outgoing: null,
        category_id: null,
        created_at: '2026-01-12T17:00:30.000Z',
        task_id: 70_001,
      },
    ]);
  });

  it.each([
    ['reminder', { title: 'Zurückrufen', is_reminder: true }],
    ['reminder', { title: 'Zurückrufen', due_date: '2026-01-13' }],
    ['reminder', { note_type_id: 4, is_reminder: true, done: false, remind_at: null }],
    [
      'event',
      { is_event: true, starts_at: '2026-01-13T10:00:00Z', ends_at: '2026-01-13T11:00:00Z' },
    ],
    ['note', { note_type_id: 3 }],
    ['note', { is_reminder: false, title: 'Notiz' }],
  ])('makes a %s of %j', async (kind, task) => {
    const { crm, post } = await openSandbox();
    expect((await post('/tasks', { task })).status).toBe(200);
    expect(crm.activities).toMatchObject([{ conversation_type: kind }]);
  });

  it('keeps the note type as category', async () => {
    const { crm, post } = await openSandbox();
    await post('/tasks', { task: { title: 'Anruf', note_type_id: 3 } });
    expect(crm.activities).toMatchObject([{ category_id: 3 }]);
  });

  it('refuses an unknown attribute as documented', async () => {
    const { crm, post } = await openSandbox();
    const answer = await post('/tasks', { task: { title: 'Anruf', colour: 'red' } });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: ["unknown attribute 'colour' for Task."] },
    });
    expect(crm.tasks).toEqual([]);
    expect(crm.activities).toEqual([]);
  });

  it.each([
    ['no task', {}],
    ['an empty task', { task: {} }],
    ['a task that is a list', { task: [1] }],
    ['a title that is a number', { task: { title: 5 } }],
    ['client_ids that is a number', { task: { title: 'x', client_ids: 1001 } }],
    ['client_ids as texts', { task: { title: 'x', client_ids: ['1001'] } }],
    ['client_ids null', { task: { title: 'x', client_ids: null } }],
    ['a due date that is none', { task: { title: 'x', due_date: 'morgen' } }],
    ['a flag that is a text', { task: { title: 'x', is_reminder: 'yes' } }],
    ['a built-in name', { task: { title: 'x', constructor: 1 } }],
  ])('refuses %s with 400', async (_what, body) => {
    const { post } = await openSandbox();
    expect((await post('/tasks', body)).status).toBe(400);
  });

  it.each([
    ['a to-do without title and type', { is_reminder: true }, 'title'],
    [
      'an appointment without end',
      { is_event: true, starts_at: '2026-01-13T10:00:00Z' },
      'ends_at',
    ],
    ['a broker that does not exist', { title: 'x', broker_id: 9 }, 'broker'],
    ['a note type that does not exist', { title: 'x', note_type_id: 99 }, 'note_type'],
  ])('refuses %s with 422 and the messages by attribute', async (_what, task, attribute) => {
    const { post } = await openSandbox();
    const answer = await post('/tasks', { task });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({ errors: { [attribute]: ['muss ausgefüllt werden'] } });
  });

  it('refuses a contact that does not exist with 404', async () => {
    const { post } = await openSandbox();
    const answer = await post('/tasks', { task: { title: 'x', client_ids: [1001, 4711] } });
    expect(answer).toMatchObject({
      status: 404,
      body: { errors: ['Client mit der id=4711 konnte nicht gefunden werden.'] },
    });
  });
});

describe('GET /tasks/:id', () => {
  it('shows a task with its contacts and the other lists', async () => {
    const { get, post } = await openSandbox();
    const { id } = (await post('/tasks', { task: { title: 'Anruf', client_ids: [1001] } })).body;
    const { body } = await get(`/tasks/${id}`);
    expect(body).toMatchObject({
      id,
      title: 'Anruf',
      clients: [{ id: 1001, name: 'Anna Berger' }],
      units: [],
      projects: [],
      viewings: [],
    });
    expect((await get(`/tasks/${id}?include=units`)).body).not.toHaveProperty('clients');
  });

  it('answers 404 as documented for an unknown id', async () => {
    const { get } = await openSandbox();
    expect(await get('/tasks/1')).toMatchObject({
      status: 404,
      body: { errors: ['Task mit der id=1 konnte nicht gefunden werden.'] },
    });
  });
});
