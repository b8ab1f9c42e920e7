import { describe, expect, it } from 'vitest';
import { rankMatches } from '../../src/domain/contact-search.ts';

const contact = (id: number, name: string, more: object = {}) => ({
  id,
  name,
  numbers: [],
  ...more,
});
const PEOPLE = [
  contact(1, 'Max Müller', { lastContactAt: 1 }),
  contact(2, 'Müller & Söhne', { company: 'Müller & Söhne', lastContactAt: 2 }),
  contact(3, 'Erika Mueller', { city: 'Berlin' }),
  contact(4, 'Łukasz Żółć', { company: 'Groß GmbH' }),
  contact(5, 'Anna Berger', { numbers: [{ kind: 'mobile', text: '0170 / 12 34-567' }] }),
];
const ids = (query: string) =>
  rankMatches(PEOPLE, query, { country: 'DE', extensionDigits: 5 }).map((it) => it.id);

describe('rankMatches', () => {
  it.each([
    ['Müller', [2, 1, 3]],
    ['mueller', [2, 1, 3]],
    ['MULLER', [2, 1]],
    ['müller max', [1]],
    ['berlin mueller', [3]],
    ['zolc', [4]],
    ['gross', [4]],
    ['01701234567', [5]],
    ['+49 170 1234', [5]],
    ['berger 2345', [5]],
    ['berger 9999', []],
    ['nobody', []],
    ['', []],
    ['%', []],
    ['"*" OR NEAR(', []],
  ])('%s finds %j', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });
});
