const SEPARATORS = /[\s\-/.()]/g;
const DIGITS_WITH_PLUS = /^\+?\d+$/;

/**
 * Returns a test that tells whether a stored text is found under the wanted number.
 *
 * Separators count on neither side. Country codes are not understood: `+49…`, `0049…`, `49…` and
 * `0…` are four different numbers. A field that holds more than one number is found only under all
 * its digits in a row.
 */
export function createNumberTest(wanted: string): (stored: string) => boolean {
  const digits = wanted.replace(SEPARATORS, '');
  if (!DIGITS_WITH_PLUS.test(digits)) return () => false;
  return (stored) => stored.replace(/[^\d+]/g, '') === digits;
}

/** The digits of a text that is nothing but a number with separators, else `undefined`. */
export function parseDigits(text: string): string | undefined {
  const digits = text.replace(SEPARATORS, '');
  return DIGITS_WITH_PLUS.test(digits) ? digits.replace('+', '') : undefined;
}

/** Tells whether the digits of a stored text contain the given digits. */
export function containsDigits(stored: string, digits: string): boolean {
  return stored.replace(/\D/g, '').includes(digits);
}
