const MAX_VALUE_BYTES = 512;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const WINDOWS_1252 = new TextDecoder('windows-1252');

/**
 * The parameters of a request target as a phone meant them; empty, unexpanded (`$remote`) and
 * unreadable ones are missing, of repeated ones the first usable counts.
 *
 * A literal plus stays a plus: phones put telephone numbers into addresses as they are, and the
 * form rule that plus means blank would lose the country code. Bytes that are not UTF-8 are read
 * as Latin-1. Values are cut at 512 bytes.
 */
export function readRawQuery(target: string): ReadonlyMap<string, string> {
  const start = target.indexOf('?');
  const values = new Map<string, string>();
  if (start < 0) return values;
  for (const pair of target.slice(start + 1).split('&')) {
    const [rawName = '', rawValue = ''] = splitOnce(pair, '=');
    const name = decode(rawName);
    const value = decode(rawValue);
    if (value !== '' && !value.startsWith('$') && !values.has(name)) values.set(name, value);
  }
  return values;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  const bytes = cut(percentDecode(text));
  return cleanText(toText(bytes));
}

/** Percent-decoding that leaves a stray percent sign as it is. */
function percentDecode(text: string): Buffer {
  const latin1 = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin1, 'latin1');
}

/** At most so many bytes, and no half UTF-8 character at the end. */
function cut(bytes: Buffer): Buffer {
  if (bytes.length <= MAX_VALUE_BYTES) return bytes;
  let end = MAX_VALUE_BYTES;
  while (end > MAX_VALUE_BYTES - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

function toText(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return WINDOWS_1252.decode(bytes);
  }
}

/** Without control characters; what looks like a line break is a blank. */
function cleanText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
