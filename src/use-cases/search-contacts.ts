import type { Contact } from '../domain/contact.ts';
import { rankMatches } from '../domain/contact-search.ts';
import type { NumberPlan } from '../domain/phone-number.ts';
import type { ContactDirectory } from '../domain/ports.ts';

/** Longest text that is searched for. */
const MAX_QUERY_LENGTH = 100;

/**
 * Creates the search for people: what the CRM finds, less what does not really match, best first.
 * Rejects as the directory does.
 */
export function createSearchContacts(
  directory: ContactDirectory,
  plan: NumberPlan,
): (query: string) => Promise<readonly Contact[]> {
  return async (query) => {
    const text = query.trim().slice(0, MAX_QUERY_LENGTH);
    if (text === '') return [];
    const found = rankMatches(await directory.search(text), text, plan);
    const word = longestWord(text);
    // The CRM takes the words as one text, in this order; people put the surname first.
    return found.length > 0 || word === text
      ? found
      : rankMatches(await directory.search(word), text, plan);
  };
}

function longestWord(text: string): string {
  return text.split(/\s+/).reduce((best, word) => (word.length > best.length ? word : best), '');
}
