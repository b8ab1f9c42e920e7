import {
  type Call,
  durationSecondsOf,
  isEndUnknown,
  outcomeOf,
  remoteKey,
} from '../../src/domain/call.ts';
import { agentIdentityOf, draftEntry, type JournalPolicy } from '../../src/domain/journal.ts';
import type { PhoneEvent, PhoneEventType } from '../../src/domain/phone-event.ts';
import { parseRemoteParty } from '../../src/domain/remote-party.ts';

/**
 * One line, one or several events: `5.2 AB disc X #1 elsewhere`.
 *
 * - `5.2`: seconds; `AB`: the phones, each with an extension (A 21, B 22 …);
 *   `A'`: the second line of phone A, extension 121.
 * - `disc`: the event, see EVENTS.
 * - `X`: the other side: a customer (X, Y), `?` for withheld, a phone's letter, or what is dialled.
 *   Left out: what this phone named last with this Call-ID; `-`: nothing.
 * - `#1`: the Call-ID, the same on all phones; `~1`: one for each phone. Left out: none.
 * - `elsewhere`: the phone says that the call was completed elsewhere.
 */
export type Line = string;

const EVENTS: Readonly<Record<string, PhoneEventType>> = {
  in: 'incoming',
  out: 'outgoing',
  conn: 'connected',
  disc: 'disconnected',
  missed: 'missed',
  hold: 'hold',
  unhold: 'unhold',
  transfer: 'transfer',
  blind: 'blind-transfer',
  attended: 'attended-transfer',
  received: 'received-attended-transfer',
  setup: 'setup',
};

const NUMBERS: Readonly<Record<string, string>> = {
  X: '01701111111',
  Y: '01702222222',
  '?': 'anonymous',
  '-': '',
};

const PLAN = { country: 'DE', extensionDigits: 5 } as const;

/** The events of a text of lines, in its order. */
export function readLines(text: string): readonly (readonly PhoneEvent[])[] {
  const shown = new Map<string, string>();
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => readLine(line, shown));
}

function readLine(line: Line, shown: Map<string, string>): readonly PhoneEvent[] {
  const [time = '', phones = '', word = '', ...rest] = line.split(/\s+/);
  const type = EVENTS[word];
  if (!type) throw new Error(`${line}: no event is called ${word}`);
  const id = rest.find((it) => /^[#~]\w/.test(it) && it !== '#');
  const party = rest.find((it) => it !== id && it !== 'elsewhere');
  return (phones.match(/[A-J]'?/g) ?? []).map((phone): PhoneEvent => {
    const callId = id?.startsWith('~') ? `${phone}${id}` : id;
    const key = `${phone} ${callId}`;
    const remote = party ?? shown.get(key) ?? '-';
    shown.set(key, remote);
    const raw = NUMBERS[remote] ?? (/^[A-J]$/.test(remote) ? extensionOf(remote) : remote);
    return {
      type,
      at: Math.round(Number(time) * 1000) + 1_000_000,
      phone: phone.slice(0, 1),
      local: extensionOf(phone),
      ...(callId !== undefined && { callId }),
      remote: parseRemoteParty(raw, word === 'out' ? 'out' : 'in', PLAN),
      ...(raw !== '' && { remoteRaw: raw }),
      ...(rest.includes('elsewhere') && {
        reason: 'SIP;cause=200;text="Call completed elsewhere"',
      }),
    };
  });
}

function extensionOf(phone: string): string {
  const place = phone.charCodeAt(0) - 64;
  return `${phone.endsWith("'") ? '1' : ''}${20 + place}`;
}

const POLICY: JournalPolicy = {
  via: '3cx',
  unknown: 'send',
  internal: false,
  settleMs: 4000,
  giveUpMs: 1_000_000,
};

/**
 * Each call with what becomes of its entry, oldest first: `in X answered A 60 sent`, followed by
 * `of 1` for a call that was handed over by the first one.
 */
export function describeCalls(calls: readonly Call[], internal = false): readonly string[] {
  const sorted = calls
    .map((call) => ({ call, text: describeCall(call, internal) }))
    .sort(
      (one, other) =>
        one.call.startedAt - other.call.startedAt || one.text.localeCompare(other.text),
    );
  const ids = sorted.map(({ call }) => call.id);
  return sorted.map(({ call, text }) =>
    call.transferredFrom === undefined
      ? text
      : `${text} of ${ids.indexOf(call.transferredFrom) + 1}`,
  );
}

function describeCall(call: Call, internal: boolean): string {
  const entry = draftEntry(call, { ...POLICY, internal });
  const unclear = isEndUnknown(call) ? '+' : '';
  const outcome = outcomeOf(call);
  const duration = outcome === 'answered' ? ` ${durationSecondsOf(call)}${unclear}` : '';
  const state = entry ? (entry.state === 'pending' ? 'sent' : `skip ${entry.reason}`) : 'open';
  return `${call.direction} ${nameOf(remoteKey(call.remote))} ${outcome} ${agentOf(call)}${duration} ${state}`;
}

function nameOf(key: string): string {
  if (key === 'withheld') return '?';
  if (key === 'number:+491701111111') return 'X';
  if (key === 'number:+491702222222') return 'Y';
  const value = key.replace(/^\w+:/, '');
  return /^2\d$/.test(value) ? letterOf(value) : value;
}

function agentOf(call: Call): string {
  const identity = agentIdentityOf(call) ?? '';
  return /^1?2\d$/.test(identity) ? letterOf(identity) : identity;
}

function letterOf(extension: string): string {
  const letter = String.fromCharCode(64 + Number(extension.slice(-1)));
  return extension.length === 3 ? `${letter}'` : letter;
}
