import { describe, expect, it } from 'vitest';
import type { DeliveryAnswer } from '../../src/domain/delivery.ts';
import {
  ANSWERED,
  HTML,
  JSON_TYPE,
  NOW,
  openJournal,
  STARTED_AT,
  toJournal,
} from './journal-fixture.ts';
import { findFreePort, openRawServer, type Reply } from './servers.ts';

const VIAS = ['3cx', 'phone', 'task'] as const;
const notWritten = (status: number) => ({
  kind: 'not-written',
  status,
  keyRefused: status === 401 || status === 403,
});

describe.each(VIAS)('an answer to a call sent by %s', (via) => {
  it.each<[string, Reply, object]>([
    ['200 and nothing', {}, { kind: 'delivered', status: 200 }],
    ['204', { status: 204 }, { kind: 'delivered', status: 204 }],
    ['200 and a blank as a page', { ...HTML, body: ' ' }, { kind: 'delivered', status: 200 }],
    [
      '200 and plain text',
      { headers: { 'content-type': 'text/plain' }, body: 'OK' },
      { kind: 'delivered' },
    ],
    ['200 and text without a type', { body: 'OK' }, { kind: 'delivered' }],
    ['201 and JSON', { status: 201, body: { ok: true } }, { kind: 'delivered', status: 201 }],
    ['JSON null', { headers: JSON_TYPE, body: 'null' }, { kind: 'delivered' }],
    ['an activity id', { body: { id: 1, activity_id: 2 } }, { kind: 'delivered', activityId: 2 }],
    ['200 and a page', HTML, { kind: 'unclear', status: 200 }],
    [
      'a page as text',
      { headers: { 'content-type': 'text/plain' }, body: '<!DOCTYPE html>' },
      { kind: 'unclear' },
    ],
    [
      'unreadable JSON',
      { headers: JSON_TYPE, body: '{"id": 1,' },
      { kind: 'unclear', status: 200 },
    ],
    ['unreadable JSON without a type', { body: '{"id": 1,' }, { kind: 'unclear' }],
    ['JSON that is none', { headers: JSON_TYPE, body: 'OK' }, { kind: 'unclear' }],
    ['302', { status: 302, headers: { location: '/app' } }, notWritten(302)],
    ['304', { status: 304 }, notWritten(304)],
    ['401', { status: 401, body: { errors: ['Keine Rechte'] } }, notWritten(401)],
    ['403', { status: 403 }, notWritten(403)],
    ['408', { status: 408 }, notWritten(408)],
    ['429', { status: 429 }, notWritten(429)],
    ['503', { ...HTML, status: 503 }, notWritten(503)],
    ['500', { status: 500 }, { kind: 'unclear', status: 500 }],
    ['502', { ...HTML, status: 502 }, { kind: 'unclear', status: 502 }],
    ['504', { status: 504 }, { kind: 'unclear', status: 504 }],
    [
      '400',
      { status: 400, body: { errors: ['bad from'] } },
      { kind: 'rejected', message: 'CRM answered 400: bad from' },
    ],
    ['404', { status: 404 }, { kind: 'rejected', status: 404, message: 'CRM answered 404' }],
    [
      '422',
      { status: 422, body: { errors: { broker: ['fehlt'] } } },
      { kind: 'rejected', message: 'CRM answered 422: broker: fehlt' },
    ],
  ])('%s', async (_what, reply, expected) => {
    const { journal, requests } = await openJournal(reply, { via });
    expect(await journal.send(ANSWERED)).toMatchObject(expected);
    expect(requests).toHaveLength(1);
  });

  it('no connection: not written', async () => {
    const journal = toJournal(`http://127.0.0.1:${await findFreePort()}`, { via });
    expect(await journal.send(ANSWERED)).toEqual({
      kind: 'not-written',
      keyRefused: false,
      message: 'CRM not reached: connection refused',
    });
  });

  it.each<[string, string | undefined, object]>([
    ['no answer in time: unclear', undefined, { kind: 'unclear' }],
    ['connection lost: unclear', '', { kind: 'unclear' }],
    [
      'half a success: unclear',
      'HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{"id"',
      { kind: 'unclear', status: 201 },
    ],
    ['half a 503: not written', 'HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\nwai', notWritten(503)],
    [
      'half a 422: rejected',
      'HTTP/1.1 422 No\r\nContent-Length: 9\r\n\r\n{"er',
      { kind: 'rejected', message: 'CRM answered 422' },
    ],
    [
      'half a 500: unclear',
      'HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\nwai',
      { kind: 'unclear', status: 500 },
    ],
  ])('%s', async (_what, text, expected) => {
    const crm = await openRawServer((socket) => {
      socket.on('data', () => text !== undefined && socket.end(text));
    });
    const answer: DeliveryAnswer = await toJournal(
      crm.url,
      { via },
      text === undefined ? 100 : 5_000,
    ).send(ANSWERED);
    expect(answer).toMatchObject(expected);
    expect(crm.sockets).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  const date = 'Mon, 12 Jan 2026 10:00:00 GMT';
  it.each([302, 401, 403, 408, 429, 503])('is honoured with %d', async (status) => {
    const { journal } = await openJournal({ status, headers: { 'Retry-After': '90' } });
    expect(await journal.send(ANSWERED)).toMatchObject({ retryAfterMs: 90_000 });
  });

  it.each([
    ['seconds', { 'Retry-After': ' 1.5 ' }, 1_500],
    [
      'a time by the clock of the CRM',
      { 'Retry-After': 'Mon, 12 Jan 2026 10:02:00 GMT', Date: date },
      120_000,
    ],
    ['a time gone by', { 'Retry-After': 'Mon, 12 Jan 2026 09:00:00 GMT', Date: date }, 0],
  ])('may be %s', async (_what, headers, retryAfterMs) => {
    const { journal } = await openJournal({ status: 503, headers });
    expect(await journal.send(ANSWERED)).toMatchObject({ retryAfterMs });
  });

  it('may be a time by our clock, when the CRM does not tell its own', async () => {
    const crm = await openRawServer((socket) =>
      socket.on('data', () => {
        const retryAt = new Date(NOW + 30_000).toUTCString();
        socket.end(`HTTP/1.1 503 No\r\nRetry-After: ${retryAt}\r\nContent-Length: 0\r\n\r\n`);
      }),
    );
    expect(await toJournal(crm.url).send(ANSWERED)).toMatchObject({ retryAfterMs: 30_000 });
  });

  it.each(['', 'soon', '-5', "12 o'clock"])('is ignored when it is %j', async (text) => {
    const { journal } = await openJournal({ status: 503, headers: { 'Retry-After': text } });
    expect(await journal.send(ANSWERED)).not.toHaveProperty('retryAfterMs');
  });

  it("tells the CRM's time with every answer", async () => {
    const { journal } = await openJournal({ headers: { Date: date } });
    const crmTime = Date.UTC(2026, 0, 12, 10);
    expect(await journal.send(ANSWERED)).toMatchObject({ crmTime });
    expect(await journal.look(7, STARTED_AT, ANSWERED)).toMatchObject({ crmTime });
  });
});
