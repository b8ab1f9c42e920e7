import { isFields } from './fields.ts';

const MAX_LINE_LENGTH = 200;
/** Five digits and more, also with separators between them: a telephone number or an id. */
const LONG_NUMBER = /\d(?:[\s()/.-]{0,3}\d){4,}/g;

/** A JSON text's value, or undefined when it can't be read; an empty text can't. */
export function parseJson(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.replace(/^\uFEFF/, '')) };
  } catch {
    return undefined;
  }
}

/** True for a page meant for a browser (or any other mark-up), whatever it calls itself. */
export function isHtml(contentType: string, body: string): boolean {
  return /\bx?html\b/i.test(contentType) || /^[\s\uFEFF]*</.test(body);
}

/** True when an answer calls itself JSON, or calls itself nothing and begins like JSON. */
export function isMeantAsJson(contentType: string, body: string): boolean {
  if (contentType.trim() !== '') return /[/+]json\b/i.test(contentType);
  return /^[\s\uFEFF]*[{[]/.test(body);
}

/**
 * The records of a list answer, or undefined when it is none.
 *
 * The CRM's lists differ: a bare array, an array under `data` or under the resource's own name, a
 * single record in either place, null for none.
 */
export function readList(
  value: unknown,
  ...keys: readonly string[]
): readonly unknown[] | undefined {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (!isFields(value)) return undefined;
  if ('id' in value) return [value];
  const key = ['data', ...keys].find((name) => name in value);
  const inner = key === undefined ? undefined : value[key];
  if (inner === null) return [];
  if (isFields(inner)) return [inner];
  return Array.isArray(inner) ? inner : undefined;
}

/**
 * One short line of what an error answer says, or an empty text.
 *
 * Meant for people: blanks collapsed, long numbers masked to their last three digits. The CRM
 * answers `errors` as strings or as strings by field, `error` as a string, a page, or nothing.
 */
export function readErrorLine(body: string, contentType = ''): string {
  if (isHtml(contentType, body)) return body.trim() === '' ? '' : 'a web page';
  const json = parseJson(body);
  const text = json ? findErrorText(json.value) : isMeantAsJson(contentType, body) ? '' : body;
  return text
    .slice(0, 10 * MAX_LINE_LENGTH)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(LONG_NUMBER, (number) => `…${number.replace(/\D/g, '').slice(-3)}`)
    .trim()
    .slice(0, MAX_LINE_LENGTH)
    .toWellFormed();
}

function findErrorText(value: unknown): string {
  if (!isFields(value)) return joinTexts(value);
  const said = value['errors'] ?? value['error'] ?? value['message'];
  if (!isFields(said)) return joinTexts(said);
  return Object.entries(said)
    .slice(0, MAX_LINE_LENGTH)
    .map(([field, texts]) => `${field}: ${joinTexts(texts, ', ')}`)
    .join('; ');
}

function joinTexts(value: unknown, separator = '; '): string {
  return [value]
    .flat()
    .filter((it) => typeof it === 'string')
    .slice(0, MAX_LINE_LENGTH)
    .join(separator);
}
