import { describe, expect, it } from 'vitest';
import type { Call, Leg } from '../../src/domain/call.ts';
import {
  agentIdentityOf,
  draftEntry,
  findBroker,
  findSkipReason,
  findUnknownSkipReason,
  isMissedByGroup,
  type JournalPolicy,
  toJournalMessage,
} from '../../src/domain/journal.ts';

const PLAN = { country: 'DE', extensionDigits: 5 } as const;
const POLICY: JournalPolicy = {
  via: '3cx',
  unknown: 'send',
  internal: false,
  settleMs: 4000,
  giveUpMs: 1_000_000,
};
const LEG: Leg = {
  id: 'l',
  phone: 'A',
  local: '21',
  startedAt: 0,
  connectedAt: 1000,
  heldMs: 0,
  lastSeenAt: 61_000,
  endedAt: 61_000,
  end: 'hung-up',
};
const ANSWERED: Call = {
  id: 'c',
  direction: 'in',
  remote: { kind: 'external', number: { e164: '+491701234567', digits: '01701234567' } },
  legs: [LEG],
  startedAt: 0,
};
const { connectedAt: _, ...RINGING_LEG } = LEG;
const MISSED: Call = { ...ANSWERED, legs: [RINGING_LEG] };
const { endedAt: __, ...OPEN_LEG } = LEG;

describe('draftEntry', () => {
  it('makes none while the call goes on', () => {
    expect(draftEntry({ ...ANSWERED, legs: [OPEN_LEG] }, POLICY)).toBeUndefined();
  });

  it('an answered call is due at once', () => {
    expect(draftEntry(ANSWERED, POLICY)).toEqual({
      callId: 'c',
      state: 'pending',
      notBefore: 61_000,
      giveUpAt: 1_061_000,
    });
  });

  it.each(['in', 'out'] as const)(
    'an unanswered call (%s) is not due before it is certain',
    (direction) => {
      expect(draftEntry({ ...MISSED, direction }, POLICY)?.notBefore).toBe(65_000);
    },
  );

  it('a withheld number is kept as skipped', () => {
    const call: Call = { ...ANSWERED, remote: { kind: 'withheld' } };
    expect(draftEntry(call, POLICY)).toMatchObject({ state: 'skipped', reason: 'withheld' });
  });
});

describe('findSkipReason', () => {
  const internal: Call = { ...ANSWERED, remote: { kind: 'internal', extension: '22' } };

  it('journals nothing when the journal is off', () => {
    expect(findSkipReason(ANSWERED, { ...POLICY, via: 'off' })).toBe('off');
  });

  it('leaves internal calls out unless asked', () => {
    expect(findSkipReason(internal, POLICY)).toBe('internal');
    expect(findSkipReason(internal, { ...POLICY, internal: true })).toBeUndefined();
  });

  it('leaves out a call that was answered elsewhere', () => {
    const call: Call = { ...MISSED, legs: [{ ...RINGING_LEG, end: 'elsewhere' }] };
    expect(findSkipReason(call, POLICY)).toBe('elsewhere');
  });

  it('a SIP name is no number to report', () => {
    expect(findSkipReason({ ...ANSWERED, remote: { kind: 'named', user: 'bob' } }, POLICY)).toBe(
      'no-number',
    );
  });

  it('calls without a contact go out unless they are to be skipped or need a contact', () => {
    expect(findUnknownSkipReason(POLICY)).toBeUndefined();
    expect(findUnknownSkipReason({ ...POLICY, unknown: 'skip' })).toBe('unknown-contact');
    expect(findUnknownSkipReason({ ...POLICY, via: 'task' })).toBe('unknown-contact');
  });
});

describe('toJournalMessage', () => {
  it('sends E.164 with plus when no contact is known', () => {
    expect(toJournalMessage(ANSWERED, { agent: '21' })).toEqual({
      direction: 'in',
      number: '+491701234567',
      agent: '21',
      startedAt: 0,
      durationSeconds: 60,
      isAnswered: true,
    });
  });

  it('sends the spelling stored at the contact, which is sure to match', () => {
    const contact = { id: 7, name: 'Anna', spelling: '0170 1234567' };
    expect(toJournalMessage(ANSWERED, { agent: '21', contact })).toMatchObject({
      number: '0170 1234567',
      contactId: 7,
    });
  });

  it('sends the digits of a number that can’t be read', () => {
    const remote = { kind: 'external', number: { digits: '1234567' } } as const;
    expect(toJournalMessage({ ...ANSWERED, remote }, { agent: '' }).number).toBe('1234567');
  });

  it('an unanswered call has no duration', () => {
    expect(toJournalMessage(MISSED, { agent: '21' })).toMatchObject({
      durationSeconds: 0,
      isAnswered: false,
    });
  });
});

describe('the agent', () => {
  it('is the identity of the leg that talked, else of the first', () => {
    const other = { ...RINGING_LEG, id: 'm', local: '22' };
    expect(agentIdentityOf({ ...ANSWERED, legs: [other, LEG] })).toBe('21');
    expect(agentIdentityOf({ ...MISSED, legs: [other, RINGING_LEG] })).toBe('22');
  });

  it('is the active user when the phone did not name its identity', () => {
    const { local: ___, ...leg } = LEG;
    expect(agentIdentityOf({ ...ANSWERED, legs: [{ ...leg, user: '23' }] })).toBe('23');
    expect(agentIdentityOf({ ...ANSWERED, legs: [leg] })).toBeUndefined();
  });

  const brokers = [
    { id: 1, name: 'Eins', systemNumbers: ['21'] },
    { id: 2, name: 'Zwei', systemNumbers: ['+49 30 23125-22'] },
    { id: 3, name: 'Drei', systemNumbers: ['030/23125-33', '030/23125-34'] },
    { id: 4, name: 'Vier', systemNumbers: ['040 99933'] },
    { id: 5, name: 'Fünf', systemNumbers: [] },
  ];
  it.each([
    ['21', '21', 1],
    ['22', '+49 30 23125-22', 2],
    ['03023125-22', '+49 30 23125-22', 2],
    ['34', '030/23125-34', 3],
  ])('%s is the broker with the number %s', (identity, number, id) => {
    const match = findBroker(identity, brokers, PLAN);
    expect([match?.number, match?.broker.id]).toEqual([number, id]);
  });

  it.each([['33'], ['2'], ['99'], ['empfang'], [''], ['anna21'], ['tel34'], ['*21']])(
    '%s is nobody: two brokers end with it, or it is too short, or none does',
    (identity) => {
      expect(findBroker(identity, brokers, PLAN)).toBeUndefined();
    },
  );
});

describe('isMissedByGroup', () => {
  const [leg] = MISSED.legs;
  const group: Call = { ...MISSED, legs: [leg, { ...leg, id: 'm', phone: 'B' }] };

  it.each([
    ['nobody of several phones took it', group, true],
    ['only one phone rang', MISSED, false],
    ['somebody answered', { ...group, legs: [LEG, { ...leg, phone: 'B' }] } as Call, false],
    ['it went out', { ...group, direction: 'out' } as Call, false],
  ])('%s', (_name, call, expected) => {
    expect(isMissedByGroup(call)).toBe(expected);
  });
});

describe('agentIdentityOf an internal call', () => {
  const remote = { kind: 'internal', extension: '22' } as const;

  it('is its caller, whichever phone answered or reported first', () => {
    const legs = [{ ...LEG, id: 'm', phone: 'B', local: '22' }, LEG] as const;
    expect(agentIdentityOf({ ...ANSWERED, remote, direction: 'out', legs })).toBe('21');
  });

  it('is the only phone there is', () => {
    expect(agentIdentityOf({ ...ANSWERED, remote, legs: [{ ...LEG, local: '22' }] })).toBe('22');
  });
});

describe('the number of a call without one outside', () => {
  it.each([
    [{ kind: 'internal', extension: '22' }, '22'],
    [{ kind: 'named', user: 'bob' }, ''],
    [{ kind: 'withheld' }, ''],
  ] as const)('%o', (remote, number) => {
    expect(toJournalMessage({ ...ANSWERED, remote }, { agent: '21' })).toMatchObject({ number });
  });
});
