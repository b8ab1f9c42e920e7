import type { PhoneCall } from '../simulator/phone-call.ts';
import type { PhoneEventName } from '../simulator/phone-events.ts';
import type { Caller } from './callers.ts';

/** What kinds of calls there are, in the order of the table. */
export const KINDS = [
  'incoming, answered',
  'incoming, missed',
  'incoming, rejected',
  'incoming, rejected without a word',
  'incoming, on hold',
  'outgoing, answered',
  'outgoing, unanswered',
  'ring group, answered',
  'ring group, missed',
  'ring group, answered elsewhere',
  'hunting, answered',
  'hunting, missed',
  'call waiting, taken',
  'call waiting, not taken',
  'blind transfer',
  'blind transfer, nobody there',
  'attended transfer',
  'consultation',
  'internal call',
  'withheld caller',
  'unknown caller',
  'same caller again',
  'events repeated',
] as const;

export type Kind = (typeof KINDS)[number];

/** The other party: somebody outside, a colleague (the phone), or a caller who hides. */
export type Other = Caller | { readonly colleague: number } | 'withheld';

/** One SIP dialog as one phone sees it; phones are counted from 0. */
export type Leg = { readonly phone: number; readonly call: PhoneCall };

/** An event that a phone is to tell, so long after its conversation began. */
export type Step = {
  readonly atMs: number;
  readonly event: PhoneEventName;
  readonly leg: Leg;
  readonly reason?: string;
};

/** What the product and the CRM are to know of one call. */
export type ExpectedCall = {
  readonly kind: Kind;
  readonly other: Other;
  readonly direction: 'in' | 'out';
  readonly outcome: 'answered' | 'missed' | 'unanswered' | 'elsewhere';
  /** All phones that it rang or talked on. */
  readonly phones: readonly number[];
  /** The phone that talked; missing: nobody did. */
  readonly agent?: number;
  /** The events between which was talked. */
  readonly talk?: { readonly from: Step; readonly to: Step };
  /** Whether the CRM is to hear of it. */
  readonly isBooked: boolean;
  /** The call, of the same conversation, that was handed over to this one. */
  readonly after?: ExpectedCall;
};

/** One call, or several that have to do with each other. */
export type Conversation = {
  readonly steps: readonly Step[];
  readonly expected: readonly ExpectedCall[];
};

/** One request of a phone and what became of it; times are epoch milliseconds. */
export type Report = {
  /** 0: no answer. */
  readonly status: number;
  readonly sentAt: number;
  readonly answeredAt: number;
};

/** A conversation that has taken place. */
export type Played = {
  readonly conversation: Conversation;
  readonly reports: ReadonlyMap<Step, Report>;
};

/** The other party if it is somebody outside with a number. */
export function callerOf({ other }: Pick<ExpectedCall, 'other'>): Caller | undefined {
  return other !== 'withheld' && 'number' in other ? other : undefined;
}

/** True for a call between colleagues. */
export function isInternal({ other }: Pick<ExpectedCall, 'other'>): boolean {
  return other !== 'withheld' && 'colleague' in other;
}

/** True when the server has said of every event that it is stored. */
export function isTold({ conversation, reports }: Played): boolean {
  return conversation.steps.every((step) => reports.get(step)?.status === 200);
}
