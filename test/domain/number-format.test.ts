import { describe, expect, it } from 'vitest';
import { findOrigin, formatForDialling, formatNumber } from '../../src/domain/number-format.ts';
import { parsePhoneNumber } from '../../src/domain/phone-number.ts';

const PLAN = { country: 'DE', extensionDigits: 5 } as const;
const read = (text: string) => parsePhoneNumber(text, PLAN) ?? { digits: '' };

describe('formatForDialling', () => {
  it.each([
    ['030 1234567', '+', '', '+49301234567'],
    ['030 1234567', '00', '', '0049301234567'],
    ['030 1234567', 'national', '', '0301234567'],
    ['030 1234567', 'national', '0', '00301234567'],
    ['030 1234567', '00', '0', '00049301234567'],
    ['+43 1 234567890', 'national', '', '00431234567890'],
    ['+43 1 234567890', '00', '9', '900431234567890'],
    ['01999 1234567', 'national', '0', '0019991234567'],
    ['0123 456789', 'national', '', '0123456789'],
    ['0170 1234567', 'national', '', '01701234567'],
    ['112', '00', '0', '0112'],
    ['21', '+', '0', '21'],
  ] as const)('%s as %s behind "%s" is dialled %s', (text, dialFormat, outsidePrefix, expected) => {
    const plan = { ...PLAN, dialFormat, ...(outsidePrefix && { outsidePrefix }) };
    expect(formatForDialling(read(text), plan)).toBe(expected);
  });
});

describe('formatNumber', () => {
  it.each([
    ['+491701234567', '0170 1234567'],
    ['+431234567890', '+43 1 234567890'],
    ['112', '112'],
    ['1234567', '1234567'],
  ])('%s reads %s', (text, expected) => {
    expect(formatNumber(read(text), PLAN)).toBe(expected);
  });
});

describe('findOrigin', () => {
  it.each([
    ['030 1234567', { kind: 'home' }],
    ['+49 1111 1234567', { kind: 'home' }],
    ['+43 1 234567890', { kind: 'foreign', country: 'AT' }],
    ['+44 1111 111111', { kind: 'foreign', country: 'GB' }],
    ['+870 773 111 632', { kind: 'foreign' }],
    ['110', { kind: 'emergency' }],
    ['11833', { kind: 'service' }],
    ['0800 1234567', { kind: 'toll-free' }],
    ['0900 1 123456', { kind: 'premium' }],
  ])('%s is %j', (text, expected) => {
    expect(findOrigin(read(text), PLAN)).toEqual(expected);
  });
});
