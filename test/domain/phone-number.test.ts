import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSameNumber,
  isSingleNumber,
  isSpecialNumber,
  maskNumber,
  type NumberPlan,
  parsePhoneNumber,
  readPhoneNumbers,
  spellingsOf,
} from '../../src/domain/phone-number.ts';

const GERMANY: NumberPlan = { country: 'DE', extensionDigits: 5 };
const BERLIN: NumberPlan = { ...GERMANY, areaCode: '30' };
const AUSTRIA: NumberPlan = { ...GERMANY, country: 'AT' };
const SWITZERLAND: NumberPlan = { ...GERMANY, country: 'CH' };

const e164 = (text: string, plan: NumberPlan = GERMANY) => parsePhoneNumber(text, plan)?.e164;
const all = (text: string, plan: NumberPlan = GERMANY) =>
  readPhoneNumbers(text, plan).map((number) => number.e164 ?? number.digits);

describe('parsePhoneNumber', () => {
  it.each([
    '030 12345678',
    '030/12345678',
    '030 / 123 456 78',
    '030-12345678',
    '030 1234-5678',
    '030.123.456.78',
    '(030) 12345678',
    '(0 30) 12 34 56 78',
    '03012345678',
    '+493012345678',
    '+49 30 12345678',
    '+49 (30) 12345678',
    '+49 (0)30 12345678',
    '+49 (0) 30 / 123 456 - 78',
    '+49-30-12345678',
    '(+49) 30 12345678',
    '+ 49 30 12345678',
    '++49 30 12345678',
    '+0049 30 12345678',
    '+030 12345678',
    '0049 30 12345678',
    '0049 (0)30 12345678',
    '00 49 30 12345678',
    '(0049) 30 12345678',
    '49 30 12345678',
    '493012345678',
    '4903012345678',
    'tel:+49-30-12345678',
    'Tel.: 030 12345678',
    '030 12345678 (privat)',
    '030\u00A0123\u2009456\u202F78',
    '030–12345678',
    '030\u221212345678',
    '＋４９ ３０ １２３４５６７８',
    '\u202A+49 30 12345678\u202C',
    '\u200B030\u200B12345678\uFEFF',
  ])('reads %j as the Berlin number it is', (text) => {
    expect(e164(text)).toBe('+493012345678');
  });

  it.each([
    ['0172 1234567', '+491721234567'],
    ['0172/1234567', '+491721234567'],
    ['01573-1234567', '+4915731234567'],
    ['+49 172 1234567', '+491721234567'],
    ['0800 3301000', '+498003301000'],
    ['0180 5 123456', '+491805123456'],
    ['032 212345678', '+4932212345678'],
    ['06221/0815-12', '+496221081512'],
    ['030 12345-0', '+4930123450'],
  ])('reads %j as %s', (text, expected) => {
    expect(e164(text)).toBe(expected);
  });

  it.each([
    ['+43 1 58858', '+43158858', GERMANY],
    ['0043 (0)664 1234567', '+436641234567', GERMANY],
    ['0664 1234567', '+436641234567', AUSTRIA],
    ['01 58858 0', '+431588580', AUSTRIA],
    ['+41 (0)44 668 18 00', '+41446681800', GERMANY],
    ['044 668 18 00', '+41446681800', SWITZERLAND],
    ['079 123 45 67', '+41791234567', SWITZERLAND],
    ['0049 30 12345678', '+493012345678', SWITZERLAND],
    ['+39 06 6982', '+39066982', GERMANY],
    ['912 34 56 78', '+34912345678', { ...GERMANY, country: 'ES' } as NumberPlan],
    ['(415) 555-2671', '+14155552671', { ...GERMANY, country: 'US' } as NumberPlan],
    ['441534123456', '+441534123456', GERMANY],
  ])('reads %j as %s', (text, expected, plan) => {
    expect(e164(text, plan)).toBe(expected);
  });

  it('reads a number without area code by the area code of the office', () => {
    expect(e164('12345678', BERLIN)).toBe('+493012345678');
    expect(e164('12345678')).toBeUndefined();
    expect(e164('040 12345678', BERLIN)).toBe('+494012345678');
    expect(e164('+4940123456', BERLIN)).toBe('+4940123456');
  });

  it('takes a short number with the country code for an international one only where it can be no local one', () => {
    expect(e164('49 30 1234')).toBe('+49301234');
    expect(e164('49 30 1234', BERLIN)).toBe('+493049301234');
  });

  it('reads a number that is possible but not valid', () => {
    expect(e164('0999 123456789')).toBe('+49999123456789');
    expect(e164('+49 1573 99999999')).toBe('+49157399999999');
  });

  it.each(['110', '112', '115', '11833', '118123'])(
    'keeps the special number %s as it is',
    (text) => {
      expect(isSpecialNumber(text)).toBe(true);
      expect(parsePhoneNumber(text, BERLIN)).toEqual({ digits: text });
    },
  );

  it('keeps the digits of what can be no number', () => {
    expect(parsePhoneNumber('030 1234 5678 9012 3456 7890', GERMANY)).toEqual({
      digits: '03012345678901234567890',
    });
    expect(parsePhoneNumber('4711', GERMANY)).toEqual({ digits: '4711' });
  });

  it.each(['', '   ', 'anonymous', '+', '()'])('finds nothing in %j', (text) => {
    expect(parsePhoneNumber(text, GERMANY)).toBeUndefined();
  });

  it('never throws, and gives digits and E.164 only', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'+0123456789 ()/.-,;x\n') });
    const text = fc.oneof(typed, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, fc.constantFrom(GERMANY, BERLIN, AUSTRIA, SWITZERLAND), (it, plan) => {
        for (const number of [parsePhoneNumber(it, plan), ...readPhoneNumbers(it, plan)]) {
          expect(number?.digits ?? '0').toMatch(/^\+?\d+$/);
          expect(number?.e164 ?? '+49').toMatch(/^\+[1-9]\d+$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('readPhoneNumbers', () => {
  const BOTH = ['+493012345678', '+491721234567'];
  it.each([
    '030 12345678, 0172 1234567',
    '030 12345678; 0172 1234567',
    '030 12345678 / 0172 1234567',
    '030/12345678/0172/1234567',
    '+49 30 12345678/+49 172 1234567',
    '+49 30 12345678 (0172) 1234567',
    '030 12345678 | 0172 1234567',
    '030 12345678\n0172 1234567',
    '030 12345678 0172 1234567',
    '030 12345678 - 0172 1234567',
    '030 12345678. 0172 1234567',
    '030 12345678 oder 0172 1234567',
    '030 12345678 und 0172 1234567',
    '030 12345678 bzw. 0172 1234567',
    '030 12345678 (privat) 0172 1234567 (mobil)',
    'Tel. 030 12345678, mobil: 0172 1234567',
    'p 030 12345678 m 0172 1234567',
  ])('finds both numbers in %j', (text) => {
    expect(all(text)).toEqual(BOTH);
  });

  it.each([
    ['030 1234-56 / -57', ['+4930123456', '+4930123457']],
    ['030 12345-0/-12/-13', ['+4930123450', '+49301234512', '+49301234513']],
    ['030 123456 oder 654321', ['+4930123456', '654321']],
    ['06221/0815-12', ['+496221081512']],
    ['Zentrale 11833', ['11833']],
    ['keine', []],
    ['', []],
    ['ab 18 Uhr', []],
  ])('finds in %j: %j', (text, numbers) => {
    expect(all(text)).toEqual(numbers);
  });

  it('finds a number next to a date', () => {
    expect(all('seit 01.02.2020 030 12345678')).toContain('+493012345678');
  });

  it('reads a local number by the area code', () => {
    expect(all('12345678 oder 0172 1234567', BERLIN)).toEqual(BOTH);
  });

  it('takes its time from the length of a field alone', () => {
    const text = '('.repeat(100) + '030 '.repeat(50) + '-1/'.repeat(50);
    expect(readPhoneNumbers(text, GERMANY).length).toBeLessThan(100);
  });
});

describe('isSingleNumber', () => {
  it.each([
    ['030 / 123 456', true],
    ['+49 (0) 30 123456', true],
    ['(+49) 30 123456', true],
    ['\u202A+49 30 123456\u202C', true],
    ['11833', true],
    ['030 123456 (privat)', false],
    ['Tel. 030 123456', false],
    ['030 123456, 0172 1234567', false],
    ['030 12345678 0172 1234567', false],
    ['030 123456-0 / -12', false],
    ['keine', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isSingleNumber(text, GERMANY)).toBe(expected);
  });
});

describe('isSameNumber', () => {
  it('goes by E.164, else by digits', () => {
    const of = (text: string) => parsePhoneNumber(text, GERMANY)!;
    expect(isSameNumber(of('030 123456'), of('+49 30 123456'))).toBe(true);
    expect(isSameNumber(of('030 123456'), of('030 123457'))).toBe(false);
    expect(isSameNumber(of('11833'), of('118 33'))).toBe(true);
    expect(isSameNumber(of('11833'), of('030 11833'))).toBe(false);
  });
});

describe('spellingsOf', () => {
  const of = (text: string, plan: NumberPlan) => spellingsOf(parsePhoneNumber(text, plan)!, plan);

  it('gives those of a number at home, the most common first', () => {
    expect(of('030 123456', GERMANY)).toEqual([
      '+4930123456',
      '030123456',
      '004930123456',
      '4930123456',
      '+49030123456',
    ]);
  });

  it('gives no national spelling of a number abroad', () => {
    expect(of('+43 664 1234567', GERMANY)).toEqual([
      '+436641234567',
      '00436641234567',
      '436641234567',
      '+4306641234567',
    ]);
    expect(of('+43 664 1234567', AUSTRIA)).toContain('06641234567');
  });

  it('keeps a number that is none for the CRM to find', () => {
    expect(of('11833', GERMANY)).toEqual(['11833']);
  });

  it('gives a trunk zero to a number of unknown form', () => {
    expect(of('0999 123456789', GERMANY)).toContain('0999123456789');
  });

  it('writes a number at home in ways that are all read as this number', () => {
    const subscriber = fc.stringMatching(/^[1-9]\d{5,7}$/);
    const home = fc.oneof(
      fc.tuple(
        fc.constant(GERMANY),
        fc.constantFrom('30', '89', '6221', '172', '1573'),
        subscriber,
      ),
      fc.tuple(fc.constant(AUSTRIA), fc.constantFrom('664', '512', '316'), subscriber),
      fc.tuple(
        fc.constant(SWITZERLAND),
        fc.constantFrom('44', '79', '31'),
        fc.stringMatching(/^[2-9]\d{6}$/),
      ),
    );
    fc.assert(
      fc.property(home, ([plan, area, rest]) => {
        const number = parsePhoneNumber(`0${area}${rest}`, plan)!;
        fc.pre(number.e164 !== undefined);
        const isValid = parsePhoneNumber(number.e164!.slice(1), plan)?.e164 === number.e164;
        for (const spelling of spellingsOf(number, plan)) {
          // Digits with neither plus nor zero are read as international only if they are valid.
          if (!isValid && /^[1-9]/.test(spelling)) continue;
          expect(parsePhoneNumber(spelling, plan)?.e164).toBe(number.e164);
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('maskNumber leaves the last three digits', () => {
  expect(['+49 30 123-456', '12', ''].map(maskNumber)).toEqual(['…456', '…12', '']);
});
