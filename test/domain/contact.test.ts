import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byRecency,
  type Contact,
  findStoredSpelling,
  selectOwners,
} from '../../src/domain/contact.ts';
import { type NumberPlan, parsePhoneNumber } from '../../src/domain/phone-number.ts';

const PLAN: NumberPlan = { country: 'DE', extensionDigits: 5 };
const NUMBER = parsePhoneNumber('+49 30 12345678', PLAN)!;

function contact(id: number, texts: readonly string[], more: Partial<Contact> = {}): Contact {
  const numbers = texts.map((text) => ({ kind: 'home' as const, text }));
  return { id, name: `Contact ${id}`, numbers, ...more };
}

describe('selectOwners', () => {
  const ids = (contacts: readonly Contact[]) =>
    selectOwners(contacts, NUMBER, PLAN).map(({ id }) => id);

  it('keeps who has the number in any spelling and any field', () => {
    const contacts = [
      contact(1, ['030/12345678']),
      contact(2, ['0172 1234567', '+49 (0)30 123 456 78']),
      contact(3, ['0172 1234567 oder 030 12345678']),
      contact(4, ['030 123456789']),
      contact(5, ['130 12345678', '12345678']),
      contact(6, []),
    ];
    expect(ids(contacts)).toEqual([1, 2, 3]);
  });

  it('reads a number without area code as the office does', () => {
    const local = [contact(1, ['123 456 78'])];
    expect(selectOwners(local, NUMBER, { ...PLAN, areaCode: '30' })).toHaveLength(1);
    expect(selectOwners(local, NUMBER, { ...PLAN, areaCode: '40' })).toHaveLength(0);
  });

  it('names a contact once that was found several times', () => {
    expect(ids([contact(1, ['030 12345678']), contact(1, ['030 12345678'])])).toEqual([1]);
  });

  it('names the most recently contacted first, main contacts before sub-contacts', () => {
    const has = ['030 12345678'];
    const contacts = [
      contact(1, has),
      contact(2, has, { lastContactAt: 1_000, parentId: 9 }),
      contact(3, has, { lastContactAt: 2_000 }),
      contact(4, has, { lastContactAt: 1_000 }),
      contact(5, has, { parentId: 9 }),
    ];
    expect(ids(contacts)).toEqual([3, 4, 2, 1, 5]);
  });
});

it('byRecency is an order: it does not depend on how the contacts came', () => {
  const contacts = fc.uniqueArray(
    fc.record(
      { id: fc.nat(50), lastContactAt: fc.nat(3), parentId: fc.nat(3) },
      { requiredKeys: ['id'] },
    ),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(contacts, (list) => {
      const full = list.map((it) => contact(it.id, [], it));
      const forward = [...full].sort(byRecency);
      expect([...full].reverse().sort(byRecency)).toEqual(forward);
    }),
  );
});

describe('findStoredSpelling', () => {
  it.each([
    [['030 / 123 456 78'], '030 / 123 456 78'],
    [['+49 (0) 30 12345678'], '+49 (0) 30 12345678'],
    [['(+49) 30 12345678'], '(+49) 30 12345678'],
    [['0172 1234567', '030-12345678'], '030-12345678'],
    [['030 12345678 (privat)', '0049 30 12345678'], '0049 30 12345678'],
    [['030 12345678 (privat)'], undefined],
    [['030 12345678, 0172 1234567'], undefined],
    [['030 12345678 0172 1234567'], undefined],
    [['030 87654321'], undefined],
    [[], undefined],
  ])('of %j is %j', (texts, spelling) => {
    expect(findStoredSpelling(contact(1, texts), NUMBER, PLAN)).toBe(spelling);
  });
});
