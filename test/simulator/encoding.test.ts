import { describe, expect, it } from 'vitest';
import { encodeValue } from '../../src/simulator/encoding.ts';

describe('encodeValue', () => {
  it.each([
    ['percent', '%2B49%2030%40x%20%3CM%C3%BC%E2%82%AC%26%23%3E'],
    ['lenient', '+49%2030@x%20<M%C3%BC%E2%82%AC&%23>'],
    ['latin1', '%2B49%2030%40x%20%3CM%FC%3F%26%23%3E'],
    ['raw', '+49 30@x <Mü€&#>'],
  ] as const)('writes a value in the form "%s"', (encoding, expected) => {
    expect(encodeValue('+49 30@x <Mü€&#>', encoding)).toBe(expected);
  });

  it.each(['percent', 'lenient', 'latin1', 'raw'] as const)(
    'lets no line break through in the form "%s"',
    (encoding) => {
      expect(encodeValue('a\r\nb', encoding)).toBe('a%0D%0Ab');
    },
  );

  it('survives half a surrogate pair', () => {
    expect(encodeValue('\uD800', 'percent')).toBe('%EF%BF%BD');
  });
});
