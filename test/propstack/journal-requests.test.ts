import { describe, expect, it } from 'vitest';
import type { JournalMessage } from '../../src/domain/journal.ts';
import type { CallJournalSettings } from '../../src/propstack/journal.ts';
import { ANSWERED, MISSED, OUT, OUT_UNANSWERED, openJournal } from './journal-fixture.ts';
import type { Received } from './servers.ts';

async function sent(
  message: JournalMessage,
  settings: Partial<CallJournalSettings>,
): Promise<Received> {
  const { journal, requests } = await openJournal({}, settings);
  await journal.send(message);
  expect(requests).toHaveLength(1);
  return requests[0]!;
}

const bodyOf = (request: Received): unknown => JSON.parse(request.body);

describe('a call sent by 3cx', () => {
  it.each([
    ['answered, in', ANSWERED, { direction: 'in', from: '030 / 123 456', to: '21' }],
    ['answered, out', OUT, { direction: 'out', from: '21', to: '030 / 123 456' }],
  ])('has its parties by direction: %s', async (_what, message, parties) => {
    const request = await sent(message, {});
    expect(request).toMatchObject({ method: 'POST', path: '/v1/calls/3cx' });
    expect(bodyOf(request)).toEqual({ duration: '00:02:05', ...parties });
  });

  it.each([
    ['in', MISSED],
    ['out', OUT_UNANSWERED],
  ])('has a hang-up cause when nobody answered (%s)', async (direction, message) => {
    expect(bodyOf(await sent(message, {}))).toMatchObject({
      duration: '00:00:00',
      direction,
      hangup_cause: 'notAnswered',
    });
  });

  it.each([
    [0, '00:00:00'],
    [59, '00:00:59'],
    [3_599, '00:59:59'],
    [3_600, '01:00:00'],
    [360_001, '100:00:01'],
  ])('tells %d seconds as %s', async (durationSeconds, duration) => {
    const request = await sent({ ...ANSWERED, durationSeconds }, {});
    expect(bodyOf(request)).toMatchObject({ duration });
  });
});

describe('a call sent by phone', () => {
  it('is a query without a type when somebody answered', async () => {
    const request = await sent({ ...ANSWERED, number: '+4930123456' }, { via: 'phone' });
    expect(request).toMatchObject({ method: 'GET', path: '/v1/calls/phone', body: '' });
    expect(request.rawQuery).toContain('from=%2B4930123456');
    expect(request.query).toEqual({
      duration: '02:05',
      direction: 'in',
      event: 'HungUp',
      from: '+4930123456',
      to: '21',
    });
  });

  it.each([
    ['in', MISSED],
    ['out', OUT_UNANSWERED],
  ])('has the configured event and type when nobody answered (%s)', async (_what, message) => {
    const settings = { via: 'phone', phoneEvent: 'hangup', phoneTypeMissed: 'no answer' } as const;
    const { query } = await sent(message, settings);
    expect(query).toMatchObject({ duration: '00:00', event: 'hangup', type: 'no answer' });
  });

  it.each([
    [3_600, '60:00'],
    [6_001, '100:01'],
  ])('tells %d seconds as %s', async (durationSeconds, duration) => {
    const { query } = await sent({ ...OUT, durationSeconds }, { via: 'phone' });
    expect(query).toMatchObject({ duration, from: '21', to: '030 / 123 456' });
  });
});

describe('a call sent as a task', () => {
  it.each([
    ['de', ANSWERED, 'Eingehender Anruf um 18:00', 'Dauer: 00:02:05', 'Nummer: '],
    ['de', MISSED, 'Verpasster Anruf um 18:00', 'Dauer: 00:00:00', 'Nummer: '],
    ['de', OUT, 'Ausgehender Anruf um 18:00', 'Dauer: 00:02:05', 'Nummer: '],
    ['de', OUT_UNANSWERED, 'Ausgehender Anruf um 18:00, nicht angenommen', 'Dauer', 'Nummer: '],
    ['en', ANSWERED, 'Incoming call at 18:00', 'Duration: 00:02:05', 'Number: '],
    ['en', MISSED, 'Missed call at 18:00', 'Duration: 00:00:00', 'Number: '],
    ['en', OUT, 'Outgoing call at 18:00', 'Duration: 00:02:05', 'Number: '],
    ['en', OUT_UNANSWERED, 'Outgoing call at 18:00, not answered', 'Duration', 'Number: '],
  ] as const)('has a title in %s: %#', async (language, message, title, duration, number) => {
    const request = await sent(message, { via: 'task', language });
    expect(request).toMatchObject({ method: 'POST', path: '/v1/tasks' });
    const body = expect.stringMatching(
      new RegExp(
        `^<p>(Beginn|Began): [\\d.]{10}, 18:00<br>${duration}.*<br>${number}030 / 123 456</p>$`,
      ),
    );
    expect(bodyOf(request)).toEqual({ task: { title, body, client_ids: [7] } });
  });

  it('has the time of the office, at midnight too', async () => {
    const message = { ...ANSWERED, startedAt: Date.UTC(2026, 6, 1, 22, 5) };
    const { body } = await sent(message, { via: 'task' });
    expect(body).toContain('Eingehender Anruf um 00:05');
    const tokyo = await sent(message, { via: 'task', timeZone: 'Asia/Tokyo' });
    expect(tokyo.body).toContain('um 07:05');
  });

  it('has the broker of the agent and the configured category, if there are any', async () => {
    const message = { ...ANSWERED, agentBrokerId: 501 };
    const request = await sent(message, { via: 'task', noteTypeId: 3 });
    expect(bodyOf(request)).toMatchObject({ task: { broker_id: 501, note_type_id: 3 } });
  });

  it('is a to-do only for a missed call, and only when so configured', async () => {
    for (const message of [ANSWERED, MISSED, OUT, OUT_UNANSWERED]) {
      const todo = await sent(
        { ...message, agentBrokerId: 501 },
        { via: 'task', missedAsTodo: true },
      );
      const note = await sent(message, { via: 'task' });
      const expected = message === MISSED ? { is_reminder: true, broker_id: 501 } : {};
      expect(bodyOf(todo)).toMatchObject({ task: expected });
      expect(todo.body.includes('is_reminder')).toBe(message === MISSED);
      expect(note.body).not.toContain('is_reminder');
    }
  });

  it('has no mark-up that came from outside', async () => {
    const request = await sent({ ...ANSWERED, number: '<b>&"\'' }, { via: 'task' });
    expect(request.body).not.toMatch(/<b>|&"/);
    expect(request.body).toContain('&#60;b&#62;&#38;');
  });
});
