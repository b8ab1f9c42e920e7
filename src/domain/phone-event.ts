import type { RemoteParty } from './remote-party.ts';

/** Everything a phone reports, in the words of its event addresses. */
export const PHONE_EVENT_TYPES = [
  'incoming',
  'outgoing',
  'connected',
  'disconnected',
  'missed',
  'hold',
  'unhold',
  'transfer',
  'blind-transfer',
  'attended-transfer',
  'received-attended-transfer',
  'setup',
] as const;

export type PhoneEventType = (typeof PHONE_EVENT_TYPES)[number];

/** One report of a phone, read and bounded. Any text may be missing. */
export type PhoneEvent = {
  readonly type: PhoneEventType;
  /** Epoch milliseconds by the server's clock: phones send no time. */
  readonly at: number;
  /** MAC address as 12 upper-case hex digits, or `ip:` and an address. */
  readonly phone: string;
  /** SIP Call-ID of the leg, the part before `@`. */
  readonly callId?: string;
  /** User part of the phone's own identity. */
  readonly local?: string;
  /** User part of the phone's active identity. */
  readonly user?: string;
  readonly remote: RemoteParty;
  /** The other side as the phone sent it, without host. */
  readonly remoteRaw?: string;
  /** The other side's name as the telephone system sent it. */
  readonly name?: string;
  /** Content of the SIP `Reason` header (RFC 3326) of a cancelled call. */
  readonly reason?: string;
  /** Address of the phone. */
  readonly ip?: string;
  readonly userAgent?: string;
};

/** True for a word that is one of the event addresses. */
export function isPhoneEventType(word: string): word is PhoneEventType {
  return (PHONE_EVENT_TYPES as readonly string[]).includes(word);
}
