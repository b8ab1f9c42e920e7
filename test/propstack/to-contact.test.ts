import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toContact } from '../../src/propstack/to-contact.ts';

describe('toContact', () => {
  it('takes what is shown or matched, and nothing personal', () => {
    const contact = toContact({
      id: 7,
      parent_id: 5,
      academic_title: 'Dr.',
      first_name: 'Anna',
      last_name: 'Schmidt',
      name: 'Schmidt, Anna',
      company: 'Schmidt GmbH',
      position: { label: 'Position', value: 'Geschäftsführerin' },
      home_city: 'Berlin',
      office_city: 'Potsdam',
      home_cell: '0172 1234567',
      home_phone: '030 / 123456',
      office_phone: '030 / 123456',
      office_cell: null,
      phone: '0172 1234567',
      fax: '030 999999',
      warning_notice: 'Nur schriftlich',
      broker_id: 501,
      last_contact_at: '2026-01-12T17:00:30Z',
      archived: false,
      dob: '1970-01-01',
      income: 99_999,
      email: 'anna@example.com',
    });
    expect(contact).toEqual({
      id: 7,
      parentId: 5,
      name: 'Dr. Anna Schmidt',
      company: 'Schmidt GmbH',
      position: 'Geschäftsführerin',
      city: 'Berlin',
      numbers: [
        { kind: 'mobile', text: '0172 1234567' },
        { kind: 'home', text: '030 / 123456' },
      ],
      warning: 'Nur schriftlich',
      brokerId: 501,
      lastContactAt: Date.UTC(2026, 0, 12, 17, 0, 30),
    });
  });

  it.each([
    [
      'first and last name',
      { first_name: 'Anna', last_name: 'Schmidt', name: 'X' },
      'Anna Schmidt',
    ],
    ['a last name alone', { last_name: 'Schmidt', company: 'X' }, 'Schmidt'],
    ['the combined name', { name: 'Anna Schmidt', academic_title: 'Dr.' }, 'Anna Schmidt'],
    ['the company', { company: 'Schmidt GmbH', first_name: ' ' }, 'Schmidt GmbH'],
    ['a placeholder', { first_name: {}, name: Number.NaN, company: '\u0000' }, 'Ohne Namen'],
  ])('names by %s', (_what, fields, name) => {
    expect(toContact({ id: 1, ...fields })?.name).toBe(name);
  });

  it.each([
    [{ broker_id: 1, broker: { id: 2 }, broker_ids: [3] }, 1],
    [{ broker_id: null, broker: { id: 2 }, broker_ids: [3] }, 2],
    [{ broker: null, broker_ids: [3, 4] }, 3],
    [{ broker_ids: [] }, undefined],
    [{ broker_ids: 'many' }, undefined],
  ])('finds the broker in %j', (fields, brokerId) => {
    expect(toContact({ id: 1, ...fields })?.brokerId).toBe(brokerId);
  });

  it.each([
    [{ id: 1, archived: true }],
    [{ id: 1, archived: 1 }],
    [{ id: 'x' }],
    [{}],
    [null],
    ['a'],
  ])('drops %j', (value) => {
    expect(toContact(value)).toBeUndefined();
  });

  it('never breaks, and bounds every text', () => {
    const field = fc.oneof(fc.anything(), fc.string({ unit: 'binary', maxLength: 900 }));
    const record = fc.dictionary(
      fc.constantFrom(
        ...['first_name', 'last_name', 'name', 'company', 'position', 'home_city'],
        ...['home_phone', 'phone', 'broker_id', 'broker', 'broker_ids', 'last_contact_at'],
      ),
      field,
    );
    fc.assert(
      fc.property(record, (fields) => {
        const contact = toContact({ ...fields, id: 1 });
        expect(contact?.name).not.toBe('');
        const texts = [
          contact?.name,
          contact?.company,
          ...(contact?.numbers ?? []).map((n) => n.text),
        ];
        for (const text of texts) expect((text ?? '').length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
