import type { Contact } from '../domain/contact.ts';
import { AppError } from '../domain/errors.ts';
import type { CallStore, ContactDirectory, Log } from '../domain/ports.ts';
import { toCallListPage } from '../snom/call-list-page.ts';
import {
  type PageContext,
  ROWS_PER_PAGE,
  toContactPage,
  toEntryPage,
  toInputPage,
  toMessagePage,
  toResultsPage,
} from '../snom/directory-pages.ts';
import { within } from '../use-cases/within.ts';
import type { PhoneReply } from './reply.ts';

/** The directory as the phone asks for it. `mac` goes along into the pages' addresses. */
export type DirectoryPages = {
  entry(mac?: string): PhoneReply;
  search(query: string | undefined, page: string | undefined, mac?: string): Promise<PhoneReply>;
  contact(id: number, mac?: string): Promise<PhoneReply>;
  calls(
    list: string | undefined,
    page: string | undefined,
    asker: { readonly phone: string; readonly mac?: string | undefined },
  ): Promise<PhoneReply>;
};

/** Longest time that somebody with a handset waits for a page. */
const PATIENCE_MS = 5000;

/** Creates the directory's pages. A CRM that does not answer gives a page that says so. */
export function createDirectoryPages(ports: {
  readonly search: (query: string) => Promise<readonly Contact[]>;
  readonly directory: ContactDirectory;
  readonly store: CallStore;
  readonly context: Omit<PageContext, 'mac'>;
  readonly log: Log;
}): DirectoryPages {
  const contextFor = (mac: string | undefined): PageContext => ({ ...ports.context, mac });
  const { messages } = ports.context;
  const message = (status: number, text: string, mac: string | undefined): PhoneReply => ({
    status,
    page: toMessagePage(text, contextFor(mac)),
  });

  /** What the CRM says in time, or undefined. */
  async function ask<Answer>(question: Promise<Answer>): Promise<{ answer: Answer } | undefined> {
    const asking = question.then(
      (answer) => ({ answer }),
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        ports.log.warn({ error: error.message }, 'directory page without the CRM');
        return undefined;
      },
    );
    return within(asking, PATIENCE_MS);
  }

  return {
    entry: (mac) => ({ status: 200, page: toEntryPage(contextFor(mac)) }),

    async search(query, pageText, mac) {
      const page = readPageNumber(pageText);
      if (page === undefined) return message(400, messages.badPage(pageText ?? ''), mac);
      if (query === undefined) return { status: 200, page: toInputPage(contextFor(mac)) };
      const found = await ask(ports.search(readTyped(query)));
      if (!found) return message(200, messages.unreachable, mac);
      return { status: 200, page: toResultsPage(query, found.answer, page, contextFor(mac)) };
    },

    async contact(id, mac) {
      const found = await ask(ports.directory.findById(id));
      if (!found) return message(200, messages.unreachable, mac);
      if (!found.answer) return message(200, messages.contactGone, mac);
      return { status: 200, page: toContactPage(found.answer, contextFor(mac)) };
    },

    async calls(list, pageText, { phone, mac }) {
      const page = readPageNumber(pageText);
      if (page === undefined) return message(400, messages.badPage(pageText ?? ''), mac);
      const kind = list ?? 'recent';
      if (kind !== 'missed' && kind !== 'recent') return message(400, messages.badList(kind), mac);
      const calls = await ports.store.listCallsOfPhone(phone, {
        limit: ROWS_PER_PAGE + 1,
        offset: (page - 1) * ROWS_PER_PAGE,
        onlyMissed: kind === 'missed',
      });
      const paging = { page, hasMore: calls.length > ROWS_PER_PAGE };
      const rows = calls.slice(0, ROWS_PER_PAGE);
      return { status: 200, page: toCallListPage(kind, rows, paging, contextFor(mac)) };
    },
  };
}

/** What was typed: in words a plus is a blank that some phone encoded, in numbers it is a plus. */
function readTyped(query: string): string {
  return /^[+\d\s()/.-]+$/.test(query) ? query : query.replaceAll('+', ' ');
}

/** A page number from 1; 1 when none is given; undefined for anything else. */
function readPageNumber(text: string | undefined): number | undefined {
  if (text === undefined) return 1;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
