import { describe, expect, it } from 'vitest';
import { type CardFacts, toCallerCard } from '../../src/snom/caller-card.ts';
import { messagesIn } from '../../src/snom/messages.ts';

const PLAN = { country: 'DE', extensionDigits: 5 } as const;
const ANNA = {
  id: 1,
  name: 'Anna Berger',
  company: 'Berger GmbH',
  numbers: [],
  brokerId: 9,
  warning: 'Nur schriftlich',
};
const BROKERS = [{ id: 9, name: 'Katrin Sommer', systemNumbers: ['21'] }];
const NUMBER = { e164: '+491701234567', digits: '01701234567' };
const FACTS: CardFacts = {
  direction: 'in',
  remote: { kind: 'external', number: NUMBER },
  contacts: [ANNA],
  brokers: BROKERS,
  state: 'known',
};
const TIMING = { url: 'http://s/card/1', remainingMs: 60_000 };

function show(facts: Partial<CardFacts>, language: 'de' | 'en' = 'de', timing = TIMING) {
  const context = { messages: messagesIn(language), plan: PLAN };
  const page = toCallerCard({ ...FACTS, ...facts }, timing, context);
  return page?.kind === 'text' ? page : undefined;
}
const external = (e164: string, digits = e164) =>
  ({ kind: 'external', number: { e164, digits } }) as const;

describe('the caller card', () => {
  it('shows name, warning, company, number and responsible broker', () => {
    expect(show({})?.lines).toEqual([
      'Anna Berger',
      'ACHTUNG: Nur schriftlich',
      'Berger GmbH',
      '0170 1234567',
      'Betreuer: Katrin Sommer',
    ]);
  });

  it('speaks English', () => {
    const page = show({}, 'en');
    expect([page?.title, page?.lines[1], page?.lines[4]]).toEqual([
      'Call',
      'WARNING: Nur schriftlich',
      'Agent: Katrin Sommer',
    ]);
  });

  it('does not name a company twice', () => {
    const company = { id: 2, name: 'Berger GmbH', company: 'Berger GmbH', numbers: [] };
    expect(show({ contacts: [company] })?.lines).toEqual(['Berger GmbH', '0170 1234567']);
  });

  it('names the first of several and counts the others', () => {
    const three = [ANNA, { ...ANNA, id: 2 }, { ...ANNA, id: 3 }];
    expect(show({ contacts: three.slice(0, 2) })?.lines[0]).toBe('Anna Berger (+1 weiterer)');
    expect(show({ contacts: three })?.lines[0]).toBe('Anna Berger (+2 weitere)');
    expect(show({ contacts: three.slice(0, 2) }, 'en')?.lines[0]).toBe('Anna Berger (+1 more)');
  });

  it.each<[string, Partial<CardFacts>, readonly string[]]>([
    ['nobody has the number', { state: 'nobody' }, ['0170 1234567', 'Nicht in Propstack']],
    ['the name is on its way', { state: 'pending' }, ['0170 1234567', 'Name wird gesucht …']],
    ['the CRM is down', { state: 'unreachable' }, ['0170 1234567', 'Propstack antwortet nicht']],
    [
      'the telephone system knows a name',
      { state: 'nobody', displayName: 'Pizza Blitz' },
      ['Pizza Blitz', '0170 1234567', 'Nicht in Propstack'],
    ],
    [
      'the display name is only the number again',
      { state: 'nobody', displayName: '01701234567' },
      ['0170 1234567', 'Nicht in Propstack'],
    ],
    [
      'the number is foreign',
      { state: 'nobody', remote: external('+431234567890') },
      ['+43 1 234567890 · Österreich', 'Nicht in Propstack'],
    ],
    [
      'the number is toll-free',
      { state: 'nobody', remote: external('+498001234567') },
      ['0800 1234567 · Gebührenfrei', 'Nicht in Propstack'],
    ],
    [
      'the number is possible but not valid',
      { state: 'nobody', remote: external('+4911111234567') },
      ['+49 11111234567', 'Nicht in Propstack'],
    ],
    [
      'an emergency number is dialled',
      { direction: 'out', remote: { kind: 'external', number: { digits: '112' } } },
      ['112 · Notruf'],
    ],
    ['the number is withheld', { remote: { kind: 'withheld' } }, ['Nummer unterdrückt']],
    [
      'a colleague calls',
      { remote: { kind: 'internal', extension: '21' } },
      ['Katrin Sommer', 'Intern 21'],
    ],
  ])('when %s', (_case, facts, lines) => {
    expect(show({ contacts: [], ...facts })?.lines).toEqual(lines);
  });

  it('is no card where the phone knows as much as we do', () => {
    expect(show({ remote: { kind: 'internal', extension: '99' } })).toBeUndefined();
    expect(show({ remote: { kind: 'named', user: 'bob' } })).toBeUndefined();
    expect(show({ direction: 'out', remote: { kind: 'withheld' } })).toBeUndefined();
  });

  it('always has a key that closes it, so that a dead server leaves no card standing', () => {
    expect(show({})?.keys).toEqual([{ name: 'F4', label: 'Zu', url: 'snom://mb_exit' }]);
  });

  it('looks after itself every 5 seconds, every second while the name is on its way', () => {
    expect(show({})?.fetch).toEqual({ afterMs: 5000, url: 'http://s/card/1' });
    expect(show({ state: 'pending' })?.fetch?.afterMs).toBe(1000);
  });

  it('leaves when its longest time is over', () => {
    const last = show({}, 'de', { ...TIMING, remainingMs: 3000 });
    expect(last?.fetch).toEqual({ afterMs: 3000, url: 'snom://mb_exit' });
  });

  it('leaves by itself after its longest time when its event could not be stored', () => {
    const context = { messages: messagesIn('de'), plan: PLAN };
    const page = toCallerCard(FACTS, { remainingMs: 60_000 }, context);
    expect(page?.kind === 'text' && page.fetch).toEqual({
      afterMs: 60_000,
      url: 'snom://mb_exit',
    });
  });
});
