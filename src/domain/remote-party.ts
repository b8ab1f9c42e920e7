import {
  isSpecialNumber,
  type NumberPlan,
  type PhoneNumber,
  parsePhoneNumber,
} from './phone-number.ts';

/** The other side of a call, as far as its number tells. */
export type RemoteParty =
  | { readonly kind: 'withheld' }
  | { readonly kind: 'internal'; readonly extension: string }
  | { readonly kind: 'external'; readonly number: PhoneNumber }
  /** A SIP name that is no number. */
  | { readonly kind: 'named'; readonly user: string };

/** SIP users that stand for a hidden number (RFC 3323 asks for `anonymous`). */
const WITHHELD = new Set([
  '',
  'anonymous',
  'unknown',
  'unavailable',
  'restricted',
  'private',
  'withheld',
  'anonym',
  'unbekannt',
]);

/**
 * Who is on the other side, from the user part of a SIP address.
 *
 * The outside prefix is part of dialled numbers only: a calling number never has it. A number of
 * the office itself is internal, whatever way the call took.
 */
export function parseRemoteParty(
  user: string | undefined,
  direction: 'in' | 'out' | undefined,
  plan: NumberPlan,
  isOwnNumber: (number: PhoneNumber) => boolean = () => false,
): RemoteParty {
  const text = user?.trim() ?? '';
  if (WITHHELD.has(text.toLowerCase())) return { kind: 'withheld' };
  if (!/^\+?[\d\s()/.*#-]+$/.test(text)) return { kind: 'named', user: text };
  const digits = direction === 'out' ? stripOutsidePrefix(text, plan) : text;
  const bare = digits.replace(/[^\d+*#]/g, '');
  if (isExtension(bare, plan)) return { kind: 'internal', extension: bare };
  const number = parsePhoneNumber(digits, plan);
  if (!number) return { kind: 'named', user: text };
  return isOwnNumber(number)
    ? { kind: 'internal', extension: number.e164 ?? number.digits }
    : { kind: 'external', number };
}

/** The number of a party outside the office, or undefined. */
export function externalNumber(party: RemoteParty): PhoneNumber | undefined {
  return party.kind === 'external' ? party.number : undefined;
}

/** The number of a party that may be a contact's: emergency and service numbers are nobody's. */
export function contactNumber(party: RemoteParty): PhoneNumber | undefined {
  const number = externalNumber(party);
  return number && !isSpecialNumber(number.digits) ? number : undefined;
}

function stripOutsidePrefix(text: string, plan: NumberPlan): string {
  const prefix = plan.outsidePrefix;
  if (!prefix || !text.startsWith(prefix)) return text;
  const rest = text.slice(prefix.length);
  const isShort = text.replace(/\D/g, '').length <= plan.extensionDigits;
  if (rest === '' || (isShort && !isSpecialNumber(rest))) return text;
  return rest;
}

function isExtension(digits: string, plan: NumberPlan): boolean {
  if (digits.startsWith('+') || isSpecialNumber(digits)) return false;
  return digits.length <= plan.extensionDigits;
}
