import type { Broker, Contact } from '../domain/contact.ts';
import { findBroker } from '../domain/journal.ts';
import { findOrigin, formatNumber } from '../domain/number-format.ts';
import type { NumberPlan, PhoneNumber } from '../domain/phone-number.ts';
import type { RemoteParty } from '../domain/remote-party.ts';
import type { Messages } from './messages.ts';
import { EXIT_URL, type Page, type SoftKey } from './page.ts';

/** What is known of the other side while the phone rings. */
export type CardFacts = {
  readonly direction: 'in' | 'out';
  readonly remote: RemoteParty;
  /** The other side's name as the telephone system sent it. */
  readonly displayName?: string | undefined;
  /** Most recently contacted first. */
  readonly contacts: readonly Contact[];
  readonly brokers: readonly Broker[];
  /** `pending`: the CRM may still find somebody; `unreachable`: it gave no answer. */
  readonly state: 'known' | 'nobody' | 'pending' | 'unreachable';
};

/** How the card goes on living after it was shown. */
export type CardTiming = {
  /** The card's own address; missing when the event could not be stored. */
  readonly url?: string | undefined;
  readonly remainingMs: number;
};

/** Pause between two looks whether the phone still rings. */
const REFRESH_MS = 5000;
/** Same while the name is on its way. */
const REFRESH_PENDING_MS = 1000;

/** The card of a ringing phone, or undefined when the phone knows as much as we do. */
export function toCallerCard(
  facts: CardFacts,
  timing: CardTiming,
  context: { readonly messages: Messages; readonly plan: NumberPlan },
): Page | undefined {
  const { messages } = context;
  const lines = toLines(facts, context);
  if (lines.length === 0) return undefined;
  return {
    kind: 'text',
    title: facts.direction === 'in' ? messages.incoming : messages.outgoing,
    lines,
    isCallerCard: true,
    keys: closeKeys(messages),
    fetch: nextFetch(facts, timing),
  };
}

/** The page that takes a card away. */
export function toExitPage(messages: Messages): Page {
  return { kind: 'exit', keys: closeKeys(messages) };
}

/** Fetching needs a living server; a key is the way out when it has died. */
function closeKeys(messages: Messages): readonly SoftKey[] {
  return [{ name: 'F4', label: messages.close, url: EXIT_URL }];
}

function nextFetch(facts: CardFacts, { url, remainingMs }: CardTiming) {
  const pause = facts.state === 'pending' ? REFRESH_PENDING_MS : REFRESH_MS;
  return url === undefined || remainingMs <= pause
    ? { afterMs: Math.max(1, remainingMs), url: EXIT_URL }
    : { afterMs: pause, url };
}

function toLines(
  facts: CardFacts,
  context: { readonly messages: Messages; readonly plan: NumberPlan },
): readonly string[] {
  const { messages, plan } = context;
  switch (facts.remote.kind) {
    case 'withheld':
      return facts.direction === 'in' ? [messages.withheld] : [];
    case 'internal': {
      const colleague = findBroker(facts.remote.extension, facts.brokers, plan)?.broker.name;
      return colleague ? [colleague, messages.colleague(facts.remote.extension)] : [];
    }
    case 'named':
      return [];
    case 'external':
      return toExternalLines(facts, facts.remote.number, context);
  }
}

function toExternalLines(
  facts: CardFacts,
  number: PhoneNumber,
  { messages, plan }: { readonly messages: Messages; readonly plan: NumberPlan },
): readonly string[] {
  const [contact, ...others] = facts.contacts;
  const origin = messages.origin(findOrigin(number, plan));
  const readable = [formatNumber(number, plan), origin].filter(Boolean).join(' · ');
  if (!contact) {
    const name = facts.displayName && /\p{L}/u.test(facts.displayName) ? [facts.displayName] : [];
    return [...name, readable, noName(facts, messages)].filter((line) => line !== '');
  }
  const broker = facts.brokers.find((it) => it.id === contact.brokerId);
  return [
    others.length > 0 ? `${contact.name} (${messages.more(others.length)})` : contact.name,
    contact.warning && messages.warning(contact.warning),
    contact.company !== contact.name && contact.company,
    readable,
    broker && messages.broker(broker.name),
  ].filter((line): line is string => typeof line === 'string' && line !== '');
}

function noName(facts: CardFacts, messages: Messages): string {
  switch (facts.state) {
    case 'pending':
      return messages.searching;
    case 'unreachable':
      return messages.unreachable;
    case 'nobody':
      return messages.unknownCaller;
    case 'known':
      return '';
  }
}
