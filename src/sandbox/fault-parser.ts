import type { Fault, FaultEffect } from './faults.ts';
import { Refusal } from './reply.ts';
import { isRecord } from './route.ts';

type Kind = FaultEffect['kind'];
type Check = { readonly fits: (value: unknown) => boolean; readonly demand: string };

const MAX_FAULTS = 100;
const LONGEST_WAIT_MS = 600_000;

const FLAG: Check = { fits: (value) => typeof value === 'boolean', demand: 'give true or false' };
const WAIT: Check = {
  fits: (value) => isNumberFrom(value, 0, LONGEST_WAIT_MS),
  demand: `give milliseconds from 0 to ${LONGEST_WAIT_MS}`,
};
const STATUS: Check = {
  fits: (value) => Number.isInteger(value) && isNumberFrom(value, 200, 599),
  demand: 'give a whole number from 200 to 599',
};
const HEADER_TEXT: Check = { fits: isHeaderText, demand: 'give a text without line breaks' };
const RETRY_AFTER: Check = {
  fits: (value) => isNumberFrom(value, 0, 1_000_000) || isHeaderText(value),
  demand: 'give seconds or an HTTP date',
};
const ANYTHING: Check = { fits: () => true, demand: '' };

/** What every fault may have. */
const COMMON: Readonly<Record<string, Check>> = {
  kind: ANYTHING,
  on: {
    fits: (value) => typeof value === 'string' && /^(\S+ +)?(\*|\/\S*)$/.test(value),
    demand: 'give "*", "/path" or "METHOD /path"',
  },
  times: {
    fits: (value) => Number.isInteger(value) && isNumberFrom(value, 1, 1_000_000),
    demand: 'give a whole number from 1',
  },
  probability: { fits: (value) => isNumberFrom(value, 0, 1), demand: 'give a number from 0 to 1' },
};

/** What each kind has besides; required names end in `!`. */
const BY_KIND: Readonly<Record<Kind, Readonly<Record<string, Check>>>> = {
  status: {
    'status!': STATUS,
    body: ANYTHING,
    contentType: HEADER_TEXT,
    retryAfter: RETRY_AFTER,
    applied: FLAG,
  },
  slow: { 'ms!': WAIT },
  'slow-body': { 'ms!': WAIT },
  hang: { applied: FLAG },
  reset: { applied: FLAG },
  close: { applied: FLAG },
  html: { applied: FLAG },
  redirect: { applied: FLAG },
  'broken-json': {},
  truncated: {},
};

/** Reads a list of faults, bare or as `data`; refuses the first mistake in one line. */
export function parseFaults(value: unknown): Fault[] {
  const list = isRecord(value) ? value['data'] : value;
  if (!Array.isArray(list)) throw new Refusal(400, ['give a list of faults']);
  if (list.length > MAX_FAULTS) throw new Refusal(400, [`give at most ${MAX_FAULTS} faults`]);
  return list.map((fault: unknown, index) => parseFault(fault, `faults[${index}]`));
}

function parseFault(value: unknown, place: string): Fault {
  if (!isRecord(value)) throw new Refusal(400, [`${place} is no object`]);
  const kind = Object.keys(BY_KIND).find((name): name is Kind => name === value['kind']);
  if (kind === undefined) {
    const kinds = Object.keys(BY_KIND).join(', ');
    throw new Refusal(400, [`${place}.kind is ${show(value['kind'])}: give one of ${kinds}`]);
  }
  const checks: Readonly<Record<string, Check>> = { ...COMMON, ...BY_KIND[kind] };
  for (const name of ['on', ...requiredNames(kind)]) {
    if (!Object.hasOwn(value, name)) throw new Refusal(400, [`${place}.${name} is missing`]);
  }
  for (const [name, given] of Object.entries(value)) {
    const key = Object.hasOwn(checks, `${name}!`) ? `${name}!` : name;
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (!check) throw new Refusal(400, [`${place}.${name} is unknown for kind "${kind}"`]);
    if (!check.fits(given)) {
      throw new Refusal(400, [`${place}.${name} is ${show(given)}: ${check.demand}`]);
    }
  }
  return value as Fault;
}

function requiredNames(kind: Kind): string[] {
  return Object.keys(BY_KIND[kind])
    .filter((name) => name.endsWith('!'))
    .map((name) => name.slice(0, -1));
}

function isNumberFrom(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isHeaderText(value: unknown): boolean {
  return typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 80);
}
