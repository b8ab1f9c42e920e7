import { BlockList, isIP } from 'node:net';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';

/** The ranges of private networks, which alone may use phone addresses by default. */
const PRIVATE_NETWORKS =
  '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,::1/128,fc00::/7,fe80::/10';

const number = (remedy: string, low: number, high: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, remedy)
    .transform(Number)
    .refine((value) => value >= low && value <= high, remedy);

const whole = (remedy: string, low: number, high: number) =>
  number(remedy, low, high).refine(Number.isInteger, remedy);

const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `give one of: ${words.join(', ')}`);

const onOff = oneOf('on', 'off').transform((word) => word === 'on');
/** A time-out of nothing would end every call at once. */
const longer = (remedy: string) => number(remedy, 0, 87_600).refine((value) => value > 0, remedy);
const seconds = number('give a number of seconds, such as 4 or 0.5', 0, 86_400);
const milliseconds = whole('give a whole number of milliseconds', 0, 86_400_000);

const webAddress = z
  .string()
  .refine(
    isWebAddress,
    'give an address that begins with http:// or https:// and holds no password',
  )
  .transform((address) => address.replace(/\/+$/, ''));

const networks = z
  .string()
  .transform((list) => list.split(',').map((it) => it.trim()))
  .refine(
    (list) => list.every(isNetwork),
    'give ranges like 192.168.0.0/16 or fd00::/8, separated by commas',
  );

const notBuilt = (name: string) =>
  z.never(`${name} is not available in this version: remove the setting`).optional();

/**
 * Every setting: its form, its default and what to do about a wrong value. The single list of
 * names; the README's table is tested against it.
 */
export const SETTINGS = {
  PORT: whole('give a number from 1 to 65535', 0, 65_535).prefault('8080'),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'give an IP address or a host name of this computer')
    .optional(),
  PUBLIC_URL: webAddress.optional(),
  PROPSTACK_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,512}$/, 'copy the key again from Propstack, it has no blanks')
    .optional(),
  PROPSTACK_API_URL: webAddress.prefault('https://api.propstack.de/v1'),
  DATA_DIR: z.string().prefault('./data'),
  DATABASE_URL: z
    .literal('sqlite:', 'only SQLite in DATA_DIR is available in this version: remove the setting')
    .optional(),
  PHONE_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/, 'give 16 to 64 of the characters A-Z a-z 0-9 - _')
    .optional(),
  PHONE_NETWORKS: networks.prefault(PRIVATE_NETWORKS),
  ADMIN_PASSWORD: z.string().max(200, 'give at most 200 characters').optional(),
  TRUST_PROXY: z.union([z.literal('off').transform((): string[] => []), networks]).prefault('off'),
  TLS_CERT: notBuilt('TLS_CERT'),
  TLS_KEY: notBuilt('TLS_KEY'),
  TLS_CLIENT_CA: notBuilt('TLS_CLIENT_CA'),
  COUNTRY: z
    .string()
    .refine(isSupportedCountry, 'give a country code of two letters, such as DE')
    .transform((code) => code as CountryCode)
    .prefault('DE'),
  AREA_CODE: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'give the area code without its 0, such as 30')
    .optional(),
  OUTSIDE_PREFIX: z
    .string()
    .regex(/^\d{1,4}$/, 'give the digits dialled for an outside line, such as 0')
    .optional(),
  DIAL_FORMAT: oneOf('+', '00', 'national').prefault('+'),
  EXTENSION_DIGITS: whole('give a number from 0 to 9', 0, 9).prefault('5'),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'give an IANA time zone, such as Europe/Berlin')
    .prefault('Europe/Berlin'),
  MAIN_NUMBER: z
    .string()
    .regex(/^\+?[\d\s()/.-]{3,30}$/, 'give a telephone number, such as +49 30 1234567')
    .optional(),
  UI_LANGUAGE: oneOf('de', 'en').prefault('de'),
  CARD_SECONDS: seconds.prefault('60'),
  CONTACT_URL: webAddress
    .refine((address) => address.includes('{id}'), 'give an address with {id} in it')
    .prefault('https://crm.propstack.de/app/contacts/clients/{id}'),
  LOOKUP_BUDGET_MS: milliseconds.prefault('300'),
  CONTACT_SYNC: z
    .literal('off', 'the local copy is not available in this version: give off or remove it')
    .optional(),
  CONTACT_SYNC_MINUTES: notBuilt('CONTACT_SYNC_MINUTES'),
  CACHE_SECONDS: seconds.prefault('300'),
  CACHE_NEGATIVE_SECONDS: seconds.prefault('60'),
  PROPSTACK_RATE_PER_MINUTE: whole('give a number from 1 to 100000', 1, 100_000).prefault('60'),
  PROPSTACK_TIMEOUT_MS: whole('give a number of milliseconds from 1', 1, 600_000).prefault('10000'),
  PROPSTACK_WEBHOOK_SECRET: notBuilt('PROPSTACK_WEBHOOK_SECRET'),
  JOURNAL_VIA: oneOf('3cx', 'phone', 'task', 'off').prefault('3cx'),
  JOURNAL_UNKNOWN: oneOf('send', 'skip').prefault('send'),
  JOURNAL_INTERNAL: onOff.prefault('off'),
  JOURNAL_PHONE_EVENT: z.string().max(100, 'give at most 100 characters').prefault('HungUp'),
  JOURNAL_PHONE_TYPE_MISSED: z.string().max(100, 'give at most 100 characters').prefault('missed'),
  JOURNAL_NOTE_TYPE_ID: whole('give the number of a note type', 1, 2 ** 53 - 1).optional(),
  JOURNAL_MISSED_AS_TODO: onOff.prefault('off'),
  JOURNAL_RETRY_BASE_MS: milliseconds.prefault('1000'),
  JOURNAL_RETRY_CAP_MS: milliseconds.prefault('900000'),
  JOURNAL_GIVE_UP_HOURS: number('give a number of hours', 0, 87_600).prefault('168'),
  RING_GROUP_SECONDS: seconds.prefault('4'),
  RING_TIMEOUT_SECONDS: longer('give a number of seconds above 0').prefault('300'),
  CALL_TIMEOUT_HOURS: longer('give a number of hours above 0').prefault('8'),
  RETENTION_DAYS: number('give a number of days', 0, 36_500).prefault('90'),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error').prefault('info'),
} as const;

/** Values of these never appear in a complaint. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set([
  'PROPSTACK_API_KEY',
  'PROPSTACK_WEBHOOK_SECRET',
  'PHONE_TOKEN',
  'ADMIN_PASSWORD',
  'DATABASE_URL',
]);

export type SettingName = keyof typeof SETTINGS;

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  // A password in an address would be shown wherever the address is.
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

function isNetwork(range: string): boolean {
  const [address = '', bits, ...rest] = range.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** A matcher for a list of CIDR ranges or single addresses. */
export function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}
