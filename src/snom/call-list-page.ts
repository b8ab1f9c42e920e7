import { formatForDialling, formatNumber } from '../domain/number-format.ts';
import type { StoredCall } from '../domain/ports.ts';
import { type PageContext, pageKeys, toMessagePage } from './directory-pages.ts';
import { type MenuRow, type Page, STAY_URL, toDialUrl } from './page.ts';

/** One page of a phone's calls; each dials back. */
export function toCallListPage(
  list: 'missed' | 'recent',
  calls: readonly StoredCall[],
  paging: { readonly page: number; readonly hasMore: boolean },
  context: PageContext,
): Page {
  const { messages, addresses, mac } = context;
  if (calls.length === 0) return toMessagePage(messages.noCalls, context);
  const { page } = paging;
  const pages = paging.hasMore ? page + 1 : page;
  return {
    kind: 'menu',
    title: list === 'missed' ? messages.missedCalls : messages.recentCalls,
    rows: calls.map((call) => toRow(call, context)),
    keys: pageKeys(page, pages, messages, (to) => addresses.calls(list, to, mac)),
  };
}

function toRow(call: StoredCall, context: PageContext): MenuRow {
  const { who, url } = describe(call, context);
  const sign = call.direction === 'out' ? '→' : call.outcome === 'missed' ? '✗' : '←';
  return { name: `${sign} ${who}`, extra: context.formatMoment(call.startedAt), url };
}

function describe(
  call: StoredCall,
  { messages, plan }: PageContext,
): { readonly who: string; readonly url: string } {
  const name = call.contact?.name;
  switch (call.remote.kind) {
    case 'withheld':
      return { who: messages.withheld, url: STAY_URL };
    case 'named':
      return { who: call.remote.user, url: STAY_URL };
    case 'internal':
      return {
        who: call.displayName ?? messages.colleague(call.remote.extension),
        url: toDialUrl(call.remote.extension) ?? STAY_URL,
      };
    case 'external':
      return {
        who: name ?? formatNumber(call.remote.number, plan),
        url: toDialUrl(formatForDialling(call.remote.number, plan)) ?? STAY_URL,
      };
  }
}
