import { type Contact, selectOwners } from '../domain/contact.ts';
import { AppError } from '../domain/errors.ts';
import {
  type NumberPlan,
  type PhoneNumber,
  parsePhoneNumber,
  spellingsOf,
} from '../domain/phone-number.ts';
import type { ContactDirectory } from '../domain/ports.ts';
import { readList } from './answers.ts';
import type { CrmClient } from './client.ts';
import { readAnswer, unreadable } from './read-answer.ts';
import { searchVariantsOf } from './search-variants.ts';
import { toContact } from './to-contact.ts';

/** `expand` asks for the long form, which alone is sure to have every phone field. */
const LIST_OPTIONS = { expand: '1', with_meta: '1', include_children: '1', per: '100' } as const;

/** How much of a number is looked for when no spelling of it is found. */
const FINAL_DIGITS = 7;
const MAX_SEARCH_LENGTH = 100;

/** Answers to several questions at once: what was found, and what kept some from an answer. */
type Gathered = { readonly contacts: readonly Contact[]; readonly failures: readonly unknown[] };

/**
 * Creates the live contact directory.
 *
 * Nobody is "unknown" as long as a question went without an answer: that is a failure, as the
 * port describes it.
 */
export function createContacts(
  client: CrmClient,
  { plan }: { readonly plan: NumberPlan },
): ContactDirectory {
  async function ask(
    query: Readonly<Record<string, string>>,
    timeoutMs: number,
  ): Promise<readonly Contact[]> {
    const outcome = await client.request({
      method: 'GET',
      path: '/contacts',
      query: { ...query, ...LIST_OPTIONS },
      timeoutMs,
    });
    const list = readList(readAnswer(outcome, 'contacts'), 'contacts', 'clients');
    if (!list) throw unreadable('contacts', 'no list');
    return list.map(toContact).filter((contact) => contact !== undefined);
  }

  async function gather(
    queries: readonly Readonly<Record<string, string>>[],
    timeoutMs = client.timeoutMs,
  ): Promise<Gathered> {
    const answers = await Promise.allSettled(queries.map((query) => ask(query, timeoutMs)));
    return {
      contacts: answers.flatMap((it) => (it.status === 'fulfilled' ? it.value : [])),
      failures: answers.flatMap((it) => (it.status === 'rejected' ? [it.reason] : [])),
    };
  }

  async function findByNumber(number: PhoneNumber): Promise<readonly Contact[]> {
    const spellings = spellingsOf(number, plan).map((spelling) => ({ phone_number: spelling }));
    const startedAt = performance.now();
    const exact = await gather(spellings);
    const owners = selectOwners(exact.contacts, number, plan);
    if (owners.length > 0) return owners;
    if (exact.failures.length === spellings.length) throw worstOf(exact.failures);
    // Fields with two numbers, or with words around one, are found by a part of it only.
    const q = number.digits.replace(/\D/g, '').slice(-FINAL_DIGITS);
    // Both rounds together take no longer than one request may.
    const left = Math.max(1, client.timeoutMs - (performance.now() - startedAt));
    const rough = await gather([{ q }], left);
    const found = selectOwners(rough.contacts, number, plan);
    const failures = [...exact.failures, ...rough.failures];
    if (found.length === 0 && failures.length > 0) throw worstOf(failures);
    return found;
  }

  async function findById(id: number): Promise<Contact | undefined> {
    const path = `/contacts/${id}`;
    const outcome = await client.request({ method: 'GET', path, query: { expand: '1' } });
    if (outcome.kind === 'answer' && outcome.status === 404) return undefined;
    const list = readList(readAnswer(outcome, 'contacts'), 'contact', 'client');
    if (!list) throw unreadable('contacts', 'no contact');
    return list.map(toContact).find((contact) => contact !== undefined);
  }

  async function search(query: string): Promise<readonly Contact[]> {
    const text = query.trim().slice(0, MAX_SEARCH_LENGTH).toWellFormed();
    if (text === '') return [];
    const texts = searchVariantsOf(text).map((variant) => ({ q: variant }));
    const numbers = numbersIn(text, plan).map((spelling) => ({ phone_number: spelling }));
    const { contacts, failures } = await gather([...texts, ...numbers]);
    if (contacts.length === 0 && failures.length > 0) throw worstOf(failures);
    return [...new Map(contacts.map((contact) => [contact.id, contact])).values()];
  }

  return { findByNumber, findById, search };
}

/** The spellings to look for when a search text is mostly a telephone number. */
function numbersIn(text: string, plan: NumberPlan): readonly string[] {
  const digits = text.replace(/\D/g, '').length;
  if (digits < 3 || digits < text.replace(/\s/g, '').length / 2) return [];
  const number = parsePhoneNumber(text, plan);
  return number ? spellingsOf(number, plan) : [];
}

/** The failure to pass on: a bug before all, then one that may pass. */
function worstOf(failures: readonly unknown[]): unknown {
  const isCode = (failure: unknown, code: string) =>
    failure instanceof AppError && failure.code === code;
  return (
    failures.find((failure) => !(failure instanceof AppError)) ??
    failures.find((failure) => isCode(failure, 'crm_unavailable')) ??
    failures[0]
  );
}
