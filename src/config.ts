import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { JournalPolicy } from './domain/journal.ts';
import type { NumberPlan } from './domain/phone-number.ts';
import { SECRET_SETTINGS, SETTINGS } from './settings.ts';

const SCHEMA = z.object(SETTINGS);
const NAMES = Object.keys(SETTINGS);

/** Everything the server is told, checked. Durations are milliseconds. */
export type Config = Readonly<{
  port: number;
  host?: string;
  publicUrl?: string;
  /** Missing: demo mode. */
  apiKey?: string;
  apiUrl: string;
  dataDir: string;
  phoneToken?: string;
  phoneNetworks: readonly string[];
  adminPassword?: string;
  trustedProxies: readonly string[];
  plan: NumberPlan;
  dialFormat: '+' | '00' | 'national';
  timeZone: string;
  mainNumber?: string;
  language: 'de' | 'en';
  cardMs: number;
  contactUrl: string;
  lookupBudgetMs: number;
  cacheMs: number;
  cacheNegativeMs: number;
  ratePerMinute: number;
  crmTimeoutMs: number;
  journal: JournalPolicy & {
    readonly phoneEvent: string;
    readonly phoneTypeMissed: string;
    readonly noteTypeId?: number;
    readonly missedAsTodo: boolean;
    readonly retryBaseMs: number;
    readonly retryCapMs: number;
  };
  ringTimeoutMs: number;
  callTimeoutMs: number;
  retentionMs: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
}>;

/** A configuration, or every complaint about it, one line each. */
export type ParsedConfig =
  | { readonly config: Config; readonly complaints: readonly [] }
  | { readonly config?: undefined; readonly complaints: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings from environment variables. An empty value counts as not set. */
export function parseConfig(environment: Environment): ParsedConfig {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  ) as Record<string, string>;
  const parsed = SCHEMA.safeParse(pick(set));
  const complaints = [...complain(parsed.error, set), ...findMisspelled(set)];
  if (!parsed.success || complaints.length > 0) return { complaints };
  return { config: Object.freeze(toConfig(parsed.data)), complaints: [] };
}

function pick(set: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = set[name];
      if (value === undefined) return [];
      // A password may begin or end with a blank, nothing else does.
      return [[name, name === 'ADMIN_PASSWORD' ? value : value.trim()]];
    }),
  );
}

function complain(error: z.ZodError | undefined, set: Record<string, string>): string[] {
  const byName = new Map<string, string>();
  for (const issue of error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!byName.has(name))
      byName.set(name, `${name} is ${show(name, set[name])}: ${issue.message}`);
  }
  return [...byName.values()];
}

function show(name: string, value = ''): string {
  if (SECRET_SETTINGS.has(name)) return `not usable (${value.trim().length} characters)`;
  const printable = value.replace(/[^\x20-\x7e\u00a0-\u{10ffff}]/gu, '?');
  return printable.length > 60 ? `"${printable.slice(0, 60)}…"` : `"${printable}"`;
}

/** A misspelled name would silently leave the default in force. */
function findMisspelled(set: Record<string, string>): string[] {
  return Object.keys(set).flatMap((name) => {
    if (NAMES.includes(name)) return [];
    const nearest = NAMES.filter((known) => known.length >= 8).find(
      (known) => distance(known, name) <= 2,
    );
    if (nearest) return [`${name} is no setting: did you mean ${nearest}?`];
    return /^(PROPSTACK|JOURNAL|LOOKUP)_/.test(name)
      ? [`${name} is no setting: see the table in the README, or remove it`]
      : [];
  });
}

function toConfig(it: z.infer<typeof SCHEMA>): Config {
  return {
    port: it.PORT,
    ...optional('host', it.HOST),
    ...optional('publicUrl', it.PUBLIC_URL),
    ...optional('apiKey', it.PROPSTACK_API_KEY),
    apiUrl: it.PROPSTACK_API_URL,
    dataDir: it.DATA_DIR,
    ...optional('phoneToken', it.PHONE_TOKEN),
    phoneNetworks: it.PHONE_NETWORKS,
    ...optional('adminPassword', it.ADMIN_PASSWORD),
    trustedProxies: it.TRUST_PROXY,
    plan: {
      country: it.COUNTRY,
      ...optional('areaCode', it.AREA_CODE),
      ...optional('outsidePrefix', it.OUTSIDE_PREFIX),
      extensionDigits: it.EXTENSION_DIGITS,
    },
    dialFormat: it.DIAL_FORMAT,
    timeZone: it.TIME_ZONE,
    ...optional('mainNumber', it.MAIN_NUMBER),
    language: it.UI_LANGUAGE,
    cardMs: it.CARD_SECONDS * 1000,
    contactUrl: it.CONTACT_URL,
    lookupBudgetMs: it.LOOKUP_BUDGET_MS,
    cacheMs: it.CACHE_SECONDS * 1000,
    cacheNegativeMs: it.CACHE_NEGATIVE_SECONDS * 1000,
    ratePerMinute: it.PROPSTACK_RATE_PER_MINUTE,
    crmTimeoutMs: it.PROPSTACK_TIMEOUT_MS,
    journal: {
      via: it.JOURNAL_VIA,
      unknown: it.JOURNAL_UNKNOWN,
      internal: it.JOURNAL_INTERNAL,
      settleMs: it.RING_GROUP_SECONDS * 1000,
      giveUpMs: it.JOURNAL_GIVE_UP_HOURS * 3_600_000,
      phoneEvent: it.JOURNAL_PHONE_EVENT,
      phoneTypeMissed: it.JOURNAL_PHONE_TYPE_MISSED,
      ...optional('noteTypeId', it.JOURNAL_NOTE_TYPE_ID),
      missedAsTodo: it.JOURNAL_MISSED_AS_TODO,
      retryBaseMs: it.JOURNAL_RETRY_BASE_MS,
      retryCapMs: it.JOURNAL_RETRY_CAP_MS,
    },
    ringTimeoutMs: it.RING_TIMEOUT_SECONDS * 1000,
    callTimeoutMs: it.CALL_TIMEOUT_HOURS * 3_600_000,
    retentionMs: it.RETENTION_DAYS * 86_400_000,
    logLevel: it.LOG_LEVEL,
  };
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
