import { isIP } from 'node:net';
import type { PhoneEvent, PhoneEventType } from '../domain/phone-event.ts';
import type { NumberPlan, PhoneNumber } from '../domain/phone-number.ts';
import { parseRemoteParty } from '../domain/remote-party.ts';

/** What a request for an event address says. */
export type EventRequest = {
  readonly type: PhoneEventType;
  readonly at: number;
  readonly query: ReadonlyMap<string, string>;
  /** Where the request came from. */
  readonly address: string;
  readonly userAgent?: string;
};

const MAX_USER_AGENT_LENGTH = 200;

/** The event that a phone reports. Parameters are never a reason to refuse: any may be missing. */
export function readPhoneEvent(
  request: EventRequest,
  plan: NumberPlan,
  isOwnNumber?: (number: PhoneNumber) => boolean,
): PhoneEvent {
  const { type, at, query, address } = request;
  const remoteRaw = readSipUser(query.get('remote'));
  const stated = query.get('ip') ?? '';
  const ip = isIP(stated) === 0 ? address : stated;
  return {
    type,
    at,
    phone: readPhoneId(query.get('mac'), ip),
    ...optional('callId', query.get('call')?.split('@')[0]?.trim()),
    ...optional('local', readSipUser(query.get('local'))),
    ...optional('user', readSipUser(query.get('user'))),
    remote: parseRemoteParty(remoteRaw, toDirection(type), plan, isOwnNumber),
    ...optional('remoteRaw', remoteRaw),
    ...optional('name', query.get('name')),
    ...optional('reason', query.get('reason')),
    ip,
    ...optional('userAgent', request.userAgent?.slice(0, MAX_USER_AGENT_LENGTH)),
  };
}

/** The MAC address as 12 upper-case hex digits, else `ip:` and the address. */
export function readPhoneId(mac: string | undefined, ip: string): string {
  const digits = mac?.replace(/[:\-.\s]/g, '').toUpperCase() ?? '';
  return /^[0-9A-F]{12}$/.test(digits) ? digits : `ip:${ip}`;
}

/**
 * The user part of a SIP address in any of the forms seen: `user`, `user@host`,
 * `sip:user@host;tag=1`, `"Name" <sip:user@host>`, `tel:+49…`. Undefined when there is none.
 */
export function readSipUser(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const open = address.indexOf('<');
  const inner = open < 0 ? address : (address.slice(open + 1).split('>')[0] ?? '');
  const [user = '', host = ''] = inner
    .trim()
    .replace(/^(sips?|tel):/i, '')
    .split('@');
  if (/^anonymous\.invalid\b/i.test(host)) return 'anonymous';
  return user.split(';')[0]?.trim() || undefined;
}

function toDirection(type: PhoneEventType): 'in' | 'out' | undefined {
  if (type === 'incoming' || type === 'missed') return 'in';
  return type === 'outgoing' ? 'out' : undefined;
}

function optional<Key extends string>(
  key: Key,
  value: string | undefined,
): { readonly [K in Key]?: string } {
  return value ? ({ [key]: value } as { [K in Key]: string }) : {};
}
