import { describe, expect, it } from 'vitest';
import {
  ANSWERED,
  HTML,
  JSON_TYPE,
  MISSED,
  OUT_UNANSWERED,
  openJournal,
  STARTED_AT,
  toJournal,
} from './journal-fixture.ts';
import { findFreePort, openRawServer, type Reply } from './servers.ts';

describe('look', () => {
  const at = (ms: number) => new Date(STARTED_AT + ms).toISOString();
  const note = (id: number, more: object = {}) => ({
    id,
    conversation_type: 'note',
    client_ids: [7],
    created_at: at(1_000),
    ...more,
  });

  it('gives the notes of the contact that were made since then', async () => {
    const { journal, requests } = await openJournal({
      body: {
        data: [
          note(1, { outgoing: false }),
          note(2, { outgoing: null }),
          note(3, { created_at: at(-1) }),
          note(4, { created_at: at(0), outgoing: true }),
          note(5, { conversation_type: 'reminder' }),
          note(6, { client_ids: [8] }),
          note(7, { created_at: 'gestern' }),
          { id: 8, created_at: at(5) },
          null,
        ],
        meta: { total_count: 9 },
      },
    });
    expect(await journal.look(7, STARTED_AT, ANSWERED)).toMatchObject({
      kind: 'activities',
      status: 200,
      activities: [
        { id: 1, createdAt: STARTED_AT + 1_000, isOutgoing: false },
        { id: 2, createdAt: STARTED_AT + 1_000 },
        { id: 4, createdAt: STARTED_AT, isOutgoing: true },
        { id: 8, createdAt: STARTED_AT + 5 },
      ],
    });
    expect(requests).toMatchObject([
      {
        method: 'GET',
        path: '/v1/activities',
        query: { client_id: '7', item_type: 'note', per: '100' },
      },
    ]);
    const from = Date.parse(requests[0]?.query['created_at_from'] ?? '');
    expect(from).toBeLessThan(STARTED_AT);
  });

  it.each([
    ['3cx', MISSED, true, 'note'],
    ['phone', MISSED, true, 'note'],
    ['task', MISSED, false, 'note'],
    ['task', MISSED, true, 'reminder'],
    ['task', ANSWERED, true, 'note'],
    ['task', OUT_UNANSWERED, true, 'note'],
  ] as const)('asks for what %s sent: %#', async (via, message, missedAsTodo, kind) => {
    const body = [note(1), note(2, { conversation_type: 'reminder' })];
    const { journal, requests } = await openJournal({ body }, { via, missedAsTodo });
    const answer = await journal.look(7, STARTED_AT, message);
    expect(requests[0]?.query['item_type']).toBe(kind);
    expect(answer).toMatchObject({ activities: [{ id: kind === 'note' ? 1 : 2 }] });
  });

  it.each([401, 403, 404])('is refused by %d', async (status) => {
    const { journal } = await openJournal({ status });
    expect(await journal.look(7, STARTED_AT, ANSWERED)).toMatchObject({ kind: 'refused', status });
  });

  it.each<[string, Reply]>([
    ['302', { status: 302, headers: { location: '/app' } }],
    ['400', { status: 400 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a page', HTML],
    ['broken JSON', { headers: JSON_TYPE, body: '{"data": [' }],
    ['no list', { body: { ok: true } }],
  ])('is to be repeated after %s', async (_what, reply) => {
    const headers = { ...reply.headers, 'Retry-After': '5' };
    const { journal } = await openJournal({ ...reply, headers });
    expect(await journal.look(7, STARTED_AT, ANSWERED)).toMatchObject({
      kind: 'unreachable',
      status: reply.status ?? 200,
      retryAfterMs: 5_000,
    });
  });

  it('is to be repeated when there is no connection or no answer in time', async () => {
    const silent = await openRawServer(() => {});
    for (const url of [`http://127.0.0.1:${await findFreePort()}`, silent.url]) {
      const answer = await toJournal(url, {}, 100).look(7, STARTED_AT, ANSWERED);
      expect(answer).toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(/refused|no answer/),
      });
    }
  });
});
