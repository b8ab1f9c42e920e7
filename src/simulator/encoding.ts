/**
 * How a phone puts a value into an address. Snom documents none of it, so a server has to take all:
 * `percent` escapes as `encodeURIComponent` does; `lenient` only what no request line can carry, so
 * `+`, `@`, `<` and `&` stay; `latin1` percent-encodes Latin-1 bytes; `raw` sends blanks and UTF-8
 * bytes as they are.
 */
export type Encoding = 'percent' | 'lenient' | 'latin1' | 'raw';

/** All encodings, for choices and tables. */
export const ENCODINGS: readonly Encoding[] = ['percent', 'lenient', 'latin1', 'raw'];

/** The value as it stands in an address. Line breaks never get through, not even raw. */
export function encodeValue(value: string, encoding: Encoding): string {
  const text = value.toWellFormed();
  switch (encoding) {
    case 'percent':
      return encodeURIComponent(text);
    case 'lenient':
      return text.replace(/[^\u0021-\u007e]|#/gu, encodeURIComponent);
    case 'latin1':
      return text.replace(/[^\w.~-]/gu, latin1Escape);
    case 'raw':
      return text.replace(/[\u0000-\u001f\u007f]/g, encodeURIComponent);
  }
}

function latin1Escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const byte = code > 0xff ? 0x3f : code;
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
