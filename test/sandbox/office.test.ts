import { describe, expect, it } from 'vitest';
import { openSandbox } from './client.ts';

describe('GET /brokers', () => {
  it('is a bare array of six users with numbers in every habit, one of them technical', async () => {
    const { list } = await openSandbox();
    const brokers = await list('/brokers');
    expect(brokers.map(({ id, phone_system_number }) => [id, phone_system_number])).toEqual([
      [501, '21'],
      [502, '+49 30 23125-22'],
      [503, '030/2312523'],
      [504, '24'],
      [505, '0049 (0) 30 23125 25'],
      [506, null],
    ]);
  });

  it('gives one user a list of numbers', async () => {
    const { list } = await openSandbox();
    const several = (await list('/brokers')).filter((broker) => 'phone_system_numbers' in broker);
    expect(several).toMatchObject([{ id: 504, phone_system_numbers: ['24', '+49 30 23125-24'] }]);
  });
});

describe('GET /activity_types', () => {
  it('is wrapped in data and knows all four categories', async () => {
    const { get } = await openSandbox();
    const { body } = await get('/activity_types');
    const types = body['data'] as { category: string }[];
    expect(Object.keys(body)).toEqual(['data']);
    expect(new Set(types.map(({ category }) => category))).toEqual(
      new Set(['message', 'for_notes', 'for_reminders', 'for_events']),
    );
  });
});
