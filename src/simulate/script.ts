import type { Random } from '../sandbox/random.ts';
import type { PhoneEventName } from '../simulator/phone-events.ts';
import { formatRemote } from '../simulator/phone-identity.ts';
import { type Caller, showNumber } from './callers.ts';
import type { Pace } from './timing.ts';
import type { Conversation, ExpectedCall, Leg, Other, Step } from './truth.ts';

export const PBX = 'pbx.example';

/** What a conversation is made of. */
export type Ingredients = {
  readonly random: Random;
  readonly pace: Pace;
  /** As many as the kind asked for, all different. */
  readonly phones: readonly number[];
  readonly caller: Caller;
  /** Somebody else. */
  readonly newCaller: () => Caller;
};

/** Collects what happens in a conversation and what is to be known of it. */
export type Script = {
  /** A leg whose other party is the caller, a colleague or nobody to be seen. */
  leg(phone: number, direction: 'in' | 'out', other: Other, callId?: string): Leg;
  newCallId(): string;
  tell(leg: Leg, event: PhoneEventName, atMs: number, reason?: string): Step;
  expect(call: ExpectedCall): ExpectedCall;
  finish(): Conversation;
};

/** The extension of a phone. Three digits without the emergency numbers and those of brokers. */
export function extensionOf(phone: number): string {
  return String(600 + phone);
}

/** Creates an empty script. */
export function createScript(random: Random): Script {
  const steps: Step[] = [];
  const expected: ExpectedCall[] = [];
  const digits = () =>
    random
      .integer(2 ** 32)
      .toString(16)
      .padStart(8, '0');

  function newCallId(): string {
    return `${digits()}${digits()}-${digits()}`;
  }

  return {
    newCallId,
    leg(phone, direction, other, callId = newCallId()) {
      const remote = formatRemote(numberOf(other, random), PBX);
      return { phone, call: { id: callId, direction, remote, name: '' } };
    },
    tell(leg, event, atMs, reason) {
      const step = { leg, event, atMs, ...(reason !== undefined && { reason }) };
      steps.push(step);
      return step;
    },
    expect(call) {
      expected.push(call);
      return call;
    },
    finish: () => ({
      expected,
      steps: steps.toSorted((one, other) => one.atMs - other.atMs),
    }),
  };
}

function numberOf(other: Other, random: Random): string {
  if (other === 'withheld') return random.pick(['anonymous', 'anonymous', '']);
  return 'colleague' in other ? extensionOf(other.colleague) : showNumber(other, random);
}
