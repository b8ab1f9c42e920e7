import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  type NumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import {
  isSpecialNumber,
  type NumberPlan,
  nationalSpelling,
  type PhoneNumber,
} from './phone-number.ts';

/** How a page's numbers are dialled. */
export type DialPlan = NumberPlan & { readonly dialFormat: '+' | '00' | 'national' };

/** What people should know of a number beside its digits. */
export type NumberOrigin =
  | { readonly kind: 'home' }
  /** ISO 3166-1 alpha-2; missing for numbers of no country, such as satellite phones. */
  | { readonly kind: 'foreign'; readonly country?: string }
  | { readonly kind: 'emergency' | 'service' | 'toll-free' | 'premium' | 'shared-cost' };

const SPECIAL_TYPES: Partial<Record<NonNullable<NumberType>, NumberOrigin>> = {
  TOLL_FREE: { kind: 'toll-free' },
  PREMIUM_RATE: { kind: 'premium' },
  SHARED_COST: { kind: 'shared-cost' },
};

/** The number as people of the home country read it: `0170 1234567`, `+43 1 234567890`. */
export function formatNumber(number: PhoneNumber, plan: NumberPlan): string {
  const parsed = number.e164 === undefined ? undefined : parsePhoneNumberFromString(number.e164);
  if (!parsed) return number.digits;
  const isHome = parsed.country === plan.country && parsed.isValid();
  return isHome ? parsed.formatNational() : parsed.formatInternational();
}

/** Where a number belongs, or what kind of special number it is. */
export function findOrigin(number: PhoneNumber, plan: NumberPlan): NumberOrigin {
  if (isSpecialNumber(number.digits)) {
    return { kind: /^11[02]$/.test(number.digits) ? 'emergency' : 'service' };
  }
  const parsed = number.e164 === undefined ? undefined : parsePhoneNumberFromString(number.e164);
  const special = parsed?.getType() && SPECIAL_TYPES[parsed.getType() ?? 'VOIP'];
  if (special) return special;
  const country = parsed && (parsed.country ?? mainCountryOf(parsed.countryCallingCode));
  const isHome = parsed?.countryCallingCode === getCountryCallingCode(plan.country);
  if (!parsed || country === plan.country || (isHome && parsed.country === undefined)) {
    return { kind: 'home' };
  }
  return { kind: 'foreign', ...(country !== undefined && { country }) };
}

/** The first country of a calling code, for numbers that no country's plan knows. */
function mainCountryOf(callingCode: string): CountryCode | undefined {
  return getCountries().find((country) => getCountryCallingCode(country) === callingCode);
}

/**
 * What the phone has to dial for a number: in the form that the telephone system wants, behind
 * the outside prefix. Numbers without E.164 form and special numbers are dialled as they are.
 */
export function formatForDialling(number: PhoneNumber, plan: DialPlan): string {
  const prefix = plan.outsidePrefix ?? '';
  const parsed = number.e164 === undefined ? undefined : parsePhoneNumberFromString(number.e164);
  if (!parsed) {
    const isInternal =
      number.digits.length <= plan.extensionDigits && !isSpecialNumber(number.digits);
    return isInternal ? number.digits : prefix + number.digits;
  }
  const international = parsed.number.slice(1);
  if (plan.dialFormat === '+') return `${prefix}+${international}`;
  const isHome = parsed.country === plan.country;
  return plan.dialFormat === 'national' && isHome
    ? prefix + nationalSpelling(parsed)
    : `${prefix}00${international}`;
}
