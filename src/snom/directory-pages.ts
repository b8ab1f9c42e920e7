import type { Contact } from '../domain/contact.ts';
import { type DialPlan, formatForDialling, formatNumber } from '../domain/number-format.ts';
import { readPhoneNumbers } from '../domain/phone-number.ts';
import type { Addresses } from './addresses.ts';
import type { Messages } from './messages.ts';
import { EXIT_URL, type MenuRow, type Page, STAY_URL, toDialUrl } from './page.ts';

/** What every directory page is built from. */
export type PageContext = {
  readonly messages: Messages;
  readonly addresses: Addresses;
  readonly plan: DialPlan;
  /** Day, month and time of day. */
  readonly formatMoment: (time: number) => string;
  /** Day, month and year. */
  readonly formatDay: (time: number) => string;
  /** The phone that asks, when it said so. */
  readonly mac?: string | undefined;
};

/** Rows on one page: few enough for every model, and a digit selects each. */
export const ROWS_PER_PAGE = 10;

/** The page behind the directory key. */
export function toEntryPage({ messages, addresses, mac }: PageContext): Page {
  return {
    kind: 'menu',
    title: messages.directory,
    rows: [
      { name: messages.search, url: addresses.searchInput(mac) },
      { name: messages.missedCalls, url: addresses.calls('missed', 1, mac) },
      { name: messages.recentCalls, url: addresses.calls('recent', 1, mac) },
    ],
    keys: [],
  };
}

/** The page that asks what to search for. */
export function toInputPage({ messages, addresses, mac }: PageContext): Page {
  return {
    kind: 'input',
    prompt: messages.searchPrompt,
    url: addresses.searchToken(mac),
    keys: [],
  };
}

/** One page of search results: a row for each number of each contact, best match first. */
export function toResultsPage(
  query: string,
  contacts: readonly Contact[],
  page: number,
  context: PageContext,
): Page {
  const { messages, addresses, mac } = context;
  const rows = contacts.flatMap((contact) => toRows(contact, context));
  if (rows.length === 0) return toMessagePage(messages.nothingFound(query), context);
  const pages = Math.ceil(rows.length / ROWS_PER_PAGE);
  const current = Math.min(page, pages);
  return {
    kind: 'menu',
    title: messages.results(query, current, pages),
    rows: rows.slice((current - 1) * ROWS_PER_PAGE, current * ROWS_PER_PAGE),
    keys: [
      ...pageKeys(current, pages, messages, (to) => addresses.search(query, to, mac)),
      { name: 'F4', label: messages.search, url: addresses.searchInput(mac) },
    ],
  };
}

/** Soft keys to the neighbouring pages, where there are any. */
export function pageKeys(
  page: number,
  pages: number,
  messages: Messages,
  toUrl: (page: number) => string,
) {
  return [
    ...(page > 1 ? [{ name: 'F1', label: messages.previous, url: toUrl(page - 1) }] : []),
    ...(page < pages ? [{ name: 'F2', label: messages.next, url: toUrl(page + 1) }] : []),
  ];
}

/** Everything a phone may show of one contact; each number dials. */
export function toContactPage(contact: Contact, context: PageContext): Page {
  const { messages, addresses, mac } = context;
  const facts = [
    contact.warning && messages.warning(contact.warning),
    contact.company !== contact.name && contact.company && messages.company(contact.company),
    contact.position,
    contact.city && messages.city(contact.city),
    contact.lastContactAt && messages.lastContact(context.formatDay(contact.lastContactAt)),
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '');
  return {
    kind: 'menu',
    title: contact.name,
    rows: [
      ...numberRows(contact, context, () => ''),
      ...facts.map((fact) => ({ name: fact, url: STAY_URL })),
    ],
    keys: [{ name: 'F4', label: messages.search, url: addresses.searchInput(mac) }],
  };
}

/** One sentence instead of a list, with the way back to the search. */
export function toMessagePage(text: string, { messages, addresses, mac }: PageContext): Page {
  return {
    kind: 'text',
    title: messages.directory,
    lines: [text],
    isCallerCard: false,
    keys: [
      { name: 'F1', label: messages.search, url: addresses.searchInput(mac) },
      { name: 'F4', label: messages.close, url: EXIT_URL },
    ],
  };
}

/** A contact's numbers as rows that dial. */
function toRows(contact: Contact, context: PageContext): readonly MenuRow[] {
  const { messages, addresses, mac } = context;
  const keys = [{ name: 'F3', label: messages.details, url: addresses.contact(contact.id, mac) }];
  const company = contact.company && contact.company !== contact.name ? `, ${contact.company}` : '';
  const rows = numberRows(contact, context, (kind) => `${contact.name}${company} · ${kind}`);
  const none = {
    name: `${contact.name}${company}`,
    extra: messages.noNumber,
    url: addresses.contact(contact.id, mac),
  };
  return rows.length > 0 ? rows.map((row) => ({ ...row, keys })) : [none];
}

function numberRows(
  contact: Contact,
  { messages, plan }: PageContext,
  toName: (kind: string) => string,
): readonly MenuRow[] {
  const seen = new Set<string>();
  return contact.numbers.flatMap(({ kind, text }) =>
    readPhoneNumbers(text, plan).flatMap((number) => {
      const dialled = formatForDialling(number, plan);
      const url = toDialUrl(dialled);
      if (url === undefined || seen.has(dialled)) return [];
      seen.add(dialled);
      const readable = formatNumber(number, plan);
      const name = toName(messages.kinds[kind]);
      return [
        name === ''
          ? { name: `${messages.kinds[kind]}: ${readable}`, url }
          : { name, extra: readable, url },
      ];
    }),
  );
}
