import type { PhoneAnswer } from './http-get.ts';
import type { PhoneNews } from './phone-options.ts';

/** One line for a piece of news; undefined for `display`, which is there to be looked at. */
export function formatNews(news: PhoneNews): string | undefined {
  switch (news.kind) {
    case 'event':
      return `${news.event.padEnd(14)} ${formatAnswer(news.answer)}`;
    case 'page':
      return `${'(page)'.padEnd(14)} ${formatAnswer(news.answer)}`;
    case 'refused':
      return `the phone refuses the page: ${news.problem}`;
    case 'blocked':
      return `the page took the key ${news.key}, so the ringing call did not get it`;
    case 'display':
      return undefined;
  }
}

/** Whether all went well, and a line that says so in numbers. */
export function summarizeNews(news: readonly PhoneNews[]): {
  readonly ok: boolean;
  readonly line: string;
} {
  const events = news.filter(({ kind }) => kind === 'event').length;
  const answered = news.filter((item) => item.kind === 'event' && isTaken(item.answer)).length;
  const refused = news.filter(({ kind }) => kind === 'refused').length;
  const blocked = news.filter(({ kind }) => kind === 'blocked').length;
  const ok = answered === events && refused + blocked === 0;
  const keys = blocked > 0 ? `, ${blocked} keys blocked` : '';
  const counts = `${events} events, ${answered} answered 2xx, ${refused} pages refused${keys}`;
  return { ok, line: `${ok ? 'ok' : 'FAILED'}: ${counts}` };
}

function formatAnswer({ url, status, milliseconds, error }: PhoneAnswer): string {
  if (error === undefined) return `${status}  ${Math.round(milliseconds)} ms`;
  const server = URL.parse(url)?.origin ?? url;
  return `no answer from ${server}, the address in the settings: ${error}`;
}

function isTaken({ status }: PhoneAnswer): boolean {
  return status >= 200 && status <= 299;
}
