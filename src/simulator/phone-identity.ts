import { randomBytes } from 'node:crypto';

/** The MAC address as `$mac` has it: twelve digits, upper case, no separators. */
export function formatMac(mac: string): string {
  const digits = mac.replace(/[:.-]/g, '').toUpperCase();
  if (!/^[\dA-F]{12}$/.test(digits)) throw new Error(`"${mac}" is not a MAC address`);
  return digits;
}

/** The User-Agent header of a desk phone on firmware 10.1. */
export function formatUserAgent(model: string, mac: string): string {
  const build = '10.1.169.16 2010.12-00001-gd311851f1 (Feb 25 2019 - 14:19:43)';
  return `Mozilla/4.0 (compatible; snom${model}-SIP ${build} ${mac} SXM:0 UXM:0 UXMC:0)`;
}

/** The address of the other party: a bare number gets the telephone system as its host. */
export function formatRemote(number: string, host: string): string {
  if (/^anonymous$/i.test(number)) return 'anonymous@anonymous.invalid';
  return number === '' || number.includes('@') ? number : `${number}@${host}`;
}

/** A Call-ID in the form Snom phones make. */
export function createCallId(): string {
  const tail = [...randomBytes(12)].map((byte) => (byte % 36).toString(36)).join('');
  return `${randomBytes(6).toString('hex')}-${tail}`;
}
