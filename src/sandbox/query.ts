import { Refusal } from './reply.ts';

const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 500;

/** The value of a parameter, `undefined` if it is missing or blank. */
export function readText(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name);
  return text?.trim() ? text : undefined;
}

/** Tells whether a switch such as `with_meta=1` is on. */
export function readFlag(query: URLSearchParams, name: string): boolean {
  return ['1', 'true'].includes(query.get(name) ?? '');
}

/** A list given as `x=1,2` or `x[]=1&x[]=2`, `undefined` if the parameter is missing or blank. */
export function readList(query: URLSearchParams, name: string): string[] | undefined {
  const values = [...query.getAll(name), ...query.getAll(`${name}[]`)]
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
  return values.length > 0 ? values : undefined;
}

/** A time in epoch ms, `undefined` if the parameter is missing; refuses what is no ISO 8601 time. */
export function readTime(query: URLSearchParams, name: string): number | undefined {
  const text = readText(query, name);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new Refusal(400, [`${name} ist kein gültiger Zeitpunkt: ${text}`]);
  return time;
}

/** Tells whether an ISO 8601 time lies within `<name>_from` and `<name>_to`. */
export function createTimeFilter(query: URLSearchParams, name: string): (time: string) => boolean {
  const from = readTime(query, `${name}_from`) ?? Number.NEGATIVE_INFINITY;
  const to = readTime(query, `${name}_to`) ?? Number.POSITIVE_INFINITY;
  return (time) => Date.parse(time) >= from && Date.parse(time) <= to;
}

/** The asked page of a list, 20 entries unless `per` says otherwise; past the end it is empty. */
export function cutPage<T>(list: readonly T[], query: URLSearchParams): T[] {
  const page = readCount(query, 'page') ?? 1;
  const per = Math.min(readCount(query, 'per') ?? DEFAULT_PER_PAGE, MAX_PER_PAGE);
  return list.slice((page - 1) * per, page * per);
}

function readCount(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}
