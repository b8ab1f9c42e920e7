/** A JSON object whose fields are still unknown. */
export type Fields = Readonly<Record<string, unknown>>;

/** Longest text that is taken over from the CRM, in characters. */
const MAX_TEXT_LENGTH = 300;

/** True for a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The bare value: `expand` may wrap it as `{label, value}` or `{value, pretty_value}`. */
export function unwrap(value: unknown): unknown {
  const isWrapped = isFields(value) && ('label' in value || 'pretty_value' in value);
  return isWrapped && 'value' in value ? value['value'] : value;
}

/** A field's text on one line, or undefined when it has none. */
export function readText(value: unknown): string | undefined {
  return toText(value, (text) => text.replace(/[\s\p{Cc}]+/gu, ' '));
}

/** Same, with its blanks as typed; a comma stands for a line's end, which divides numbers. */
export function readNumberText(value: unknown): string | undefined {
  return toText(value, (text) =>
    text
      .trim()
      .replace(/[\r\n]+/g, ', ')
      .replace(/\p{Cc}/gu, ' '),
  );
}

/** A record's id, or undefined. */
export function readId(value: unknown): number | undefined {
  const bare = unwrap(value);
  const isDigits = typeof bare === 'string' && /^\d{1,15}$/.test(bare);
  const id = isDigits ? Number(bare) : bare;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Epoch milliseconds of an ISO 8601 time, or undefined. */
export function readTime(value: unknown): number | undefined {
  const text = readText(value);
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** True for the ways in which the CRM says yes. */
export function isYes(value: unknown): boolean {
  const bare = unwrap(value);
  return bare === true || bare === 1 || bare === '1' || bare === 'true';
}

function toText(value: unknown, clean: (text: string) => string): string | undefined {
  const bare = unwrap(value);
  const isScalar = typeof bare === 'string' || (typeof bare === 'number' && Number.isFinite(bare));
  if (!isScalar) return undefined;
  // Cut before cleaning as well: nobody has to clean megabytes for one line.
  const text = clean(String(bare).slice(0, 10 * MAX_TEXT_LENGTH)).trim();
  const cut = text.slice(0, MAX_TEXT_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
  return cut === '' ? undefined : cut.toWellFormed();
}
