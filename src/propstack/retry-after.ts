import type { AnswerHead } from './exchange.ts';

/**
 * Milliseconds that the CRM asks to wait, or undefined when it does not say.
 *
 * RFC 9110, section 10.2.3: seconds, or a time; that one counts by the CRM's own clock where the
 * answer shows it, else by `now` (epoch milliseconds).
 */
export function readRetryAfter(head: AnswerHead, now: number): number | undefined {
  const text = head.headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  // Date.parse takes almost any digits for a date; an HTTP date begins with a weekday.
  // Of its three forms only asctime's names no zone; it means GMT like the others.
  const zoned = /GMT$|[+-]\d{4}$/i.test(text) ? text : `${text} GMT`;
  const time = /^[A-Za-z]{3}/.test(text) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, time - (head.crmTime ?? now));
}
