import type { NumberKind } from '../domain/contact.ts';
import type { NumberOrigin } from '../domain/number-format.ts';

export type Language = 'de' | 'en';

/** Every word that a phone shows. */
export type Messages = {
  readonly incoming: string;
  readonly outgoing: string;
  readonly withheld: string;
  readonly unknownCaller: string;
  readonly searching: string;
  readonly unreachable: string;
  readonly warning: (text: string) => string;
  readonly broker: (name: string) => string;
  readonly more: (count: number) => string;
  readonly colleague: (extension: string) => string;
  readonly origin: (origin: NumberOrigin) => string | undefined;
  readonly kinds: Readonly<Record<NumberKind, string>>;
  readonly close: string;
  readonly search: string;
  readonly searchPrompt: string;
  readonly back: string;
  readonly previous: string;
  readonly next: string;
  readonly details: string;
  readonly directory: string;
  readonly results: (query: string, page: number, pages: number) => string;
  readonly nothingFound: (query: string) => string;
  readonly noNumber: string;
  readonly contactGone: string;
  readonly missedCalls: string;
  readonly recentCalls: string;
  readonly noCalls: string;
  readonly company: (name: string) => string;
  readonly city: (name: string) => string;
  readonly lastContact: (date: string) => string;
  readonly badPage: (value: string) => string;
  readonly badList: (value: string) => string;
  readonly error: string;
};

const GERMAN: Messages = {
  incoming: 'Anruf',
  outgoing: 'Gewählt',
  withheld: 'Nummer unterdrückt',
  unknownCaller: 'Nicht in Propstack',
  searching: 'Name wird gesucht …',
  unreachable: 'Propstack antwortet nicht',
  warning: (text) => `ACHTUNG: ${text}`,
  broker: (name) => `Betreuer: ${name}`,
  more: (count) => `+${count} ${count === 1 ? 'weiterer' : 'weitere'}`,
  colleague: (extension) => `Intern ${extension}`,
  origin: (origin) => describeOrigin(origin, 'de'),
  kinds: {
    mobile: 'Mobil',
    home: 'Privat',
    office: 'Büro',
    'office-mobile': 'Büro mobil',
    other: 'Telefon',
  },
  close: 'Zu',
  search: 'Suche',
  searchPrompt: 'Name, Firma, Ort oder Nummer',
  back: 'Zurück',
  previous: 'Vorige',
  next: 'Nächste',
  details: 'Details',
  directory: 'Propstack',
  results: (query, page, pages) => `${query} (${page}/${pages})`,
  nothingFound: (query) => `Nichts gefunden: ${query}`,
  noNumber: 'Keine Nummer',
  contactGone: 'Diesen Kontakt gibt es nicht mehr',
  missedCalls: 'Verpasste Anrufe',
  recentCalls: 'Letzte Anrufe',
  noCalls: 'Keine Anrufe',
  company: (name) => `Firma: ${name}`,
  city: (name) => `Ort: ${name}`,
  lastContact: (date) => `Letzter Kontakt: ${date}`,
  badPage: (value) => `Seite "${value}": bitte eine Zahl ab 1`,
  badList: (value) => `Liste "${value}": bitte missed oder recent`,
  error: 'Das hat nicht geklappt. Bitte noch einmal versuchen.',
};

const ENGLISH: Messages = {
  incoming: 'Call',
  outgoing: 'Dialled',
  withheld: 'Number withheld',
  unknownCaller: 'Not in Propstack',
  searching: 'Looking up the name …',
  unreachable: 'Propstack does not answer',
  warning: (text) => `WARNING: ${text}`,
  broker: (name) => `Agent: ${name}`,
  more: (count) => `+${count} more`,
  colleague: (extension) => `Internal ${extension}`,
  origin: (origin) => describeOrigin(origin, 'en'),
  kinds: {
    mobile: 'Mobile',
    home: 'Home',
    office: 'Office',
    'office-mobile': 'Office mobile',
    other: 'Phone',
  },
  close: 'Close',
  search: 'Search',
  searchPrompt: 'Name, company, city or number',
  back: 'Back',
  previous: 'Previous',
  next: 'Next',
  details: 'Details',
  directory: 'Propstack',
  results: (query, page, pages) => `${query} (${page}/${pages})`,
  nothingFound: (query) => `Nothing found: ${query}`,
  noNumber: 'No number',
  contactGone: 'This contact no longer exists',
  missedCalls: 'Missed calls',
  recentCalls: 'Recent calls',
  noCalls: 'No calls',
  company: (name) => `Company: ${name}`,
  city: (name) => `City: ${name}`,
  lastContact: (date) => `Last contact: ${date}`,
  badPage: (value) => `Page "${value}": please a number from 1`,
  badList: (value) => `List "${value}": please missed or recent`,
  error: 'That did not work. Please try again.',
};

const ORIGINS = {
  de: {
    emergency: 'Notruf',
    service: 'Sonderrufnummer',
    'toll-free': 'Gebührenfrei',
    premium: 'Premium-Dienst',
    'shared-cost': 'Service-Dienst',
  },
  en: {
    emergency: 'Emergency number',
    service: 'Service number',
    'toll-free': 'Toll-free',
    premium: 'Premium rate',
    'shared-cost': 'Shared cost',
  },
} as const;

/** The words of a language. */
export function messagesIn(language: Language): Messages {
  return language === 'de' ? GERMAN : ENGLISH;
}

const COUNTRY_NAMES = {
  de: new Intl.DisplayNames('de', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

function describeOrigin(origin: NumberOrigin, language: Language): string | undefined {
  switch (origin.kind) {
    case 'home':
      return undefined;
    case 'foreign':
      return origin.country === undefined
        ? 'International'
        : COUNTRY_NAMES[language].of(origin.country);
    default:
      return ORIGINS[language][origin.kind];
  }
}
