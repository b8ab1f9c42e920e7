import type { PhoneEventName } from './phone-events.ts';

/** One event of a call, so long after the one before; `second` is the leg of a consultation. */
export type ScenarioStep = {
  readonly event: PhoneEventName;
  readonly afterMs: number;
  readonly leg?: 'second';
  readonly reason?: string;
};

/** A call as a phone sees it, from its first event to its last. */
export type Scenario = {
  readonly direction: 'in' | 'out';
  readonly remote: string;
  readonly name: string;
  /** Shared with other phones; made by the phone when missing. */
  readonly callId?: string;
  /** Whom the second leg calls. */
  readonly consulted?: string;
  readonly steps: readonly ScenarioStep[];
};

/** Who is on the other end, and how long each part takes. */
export type CallPlan = {
  readonly remote: string;
  readonly name?: string;
  readonly callId?: string;
  readonly ringMs?: number;
  readonly talkMs?: number;
};

/** How a call is answered; with the handset the phone also reports lifting and putting it down. */
export type AnswerBy = { readonly by?: 'speaker' | 'handset' };

/** How a call is handed over, and to whom. */
export type TransferPlan = { readonly kind: 'blind' | 'attended'; readonly to: string };

const RING_MS = 2_000;
const TALK_MS = 5_000;
const MISSED_AFTER_MS = 100;
const HOOK_MS = 200;
const SECOND_DISCONNECT_MS = 2_000;

/** An incoming call that is taken and ends after a conversation. */
export function answered(plan: CallPlan & AnswerBy): Scenario {
  return incoming(plan, plan.by === 'handset' ? lifted(plan) : spoken(plan));
}

/** An incoming call nobody takes. */
export function missed(plan: CallPlan): Scenario {
  return incoming(plan, [step('disconnected', ringMs(plan)), step('missed', MISSED_AFTER_MS)]);
}

/** A declined call on phones that report its end twice. */
export function rejected(plan: CallPlan): Scenario {
  const end = step('disconnected', ringMs(plan));
  return incoming(plan, [end, step('disconnected', SECOND_DISCONNECT_MS)]);
}

/** A declined call on phones that report nothing of it. */
export function rejectedSilently(plan: CallPlan): Scenario {
  return incoming(plan, []);
}

/** A call from here that is taken. */
export function outgoingAnswered(plan: CallPlan & AnswerBy): Scenario {
  if (plan.by !== 'handset') return outgoing(plan, [step('outgoing'), ...spoken(plan)]);
  const [, , ...ending] = lifted(plan);
  const start = [step('offhook'), step('outgoing', HOOK_MS), step('connected', ringMs(plan))];
  return outgoing(plan, [...start, ...ending]);
}

/** A call from here nobody takes. */
export function outgoingUnanswered(plan: CallPlan): Scenario {
  return outgoing(plan, [step('outgoing'), step('disconnected', ringMs(plan))]);
}

/** An answered call that is on hold for the middle third of the conversation. */
export function held(plan: CallPlan): Scenario {
  const third = Math.round(talkMs(plan) / 3);
  return incoming(plan, [
    step('connected', ringMs(plan)),
    step('hold', third),
    step('unhold', third),
    step('disconnected', talkMs(plan) - 2 * third),
  ]);
}

/** An answered call handed over; attended, a second leg asks the colleague first. */
export function transferred(plan: CallPlan & TransferPlan): Scenario {
  const half = Math.round(talkMs(plan) / 2);
  const start = [step('connected', ringMs(plan))];
  if (plan.kind === 'blind') {
    const end = [
      step('transfer', half),
      step('blind-transfer', HOOK_MS),
      step('disconnected', HOOK_MS),
    ];
    return incoming(plan, [...start, ...end]);
  }
  const second = { leg: 'second' } as const;
  return {
    ...incoming(plan, [
      ...start,
      step('hold', half),
      { ...step('outgoing', HOOK_MS), ...second },
      { ...step('connected', ringMs(plan)), ...second },
      step('transfer', half),
      step('attended-transfer', HOOK_MS),
      { ...step('disconnected', HOOK_MS), ...second },
      step('disconnected', HOOK_MS),
    ]),
    consulted: plan.to,
  };
}

/** A phone that loses power in mid-call: it comes up again and knows nothing of the call. */
export function rebooted(plan: CallPlan): Scenario {
  return incoming(plan, [step('connected', ringMs(plan)), step('setup', talkMs(plan))]);
}

function spoken(plan: CallPlan): ScenarioStep[] {
  return [step('connected', ringMs(plan)), step('disconnected', talkMs(plan))];
}

function lifted(plan: CallPlan): ScenarioStep[] {
  return [
    step('offhook', ringMs(plan)),
    step('connected', HOOK_MS),
    step('onhook', talkMs(plan)),
    step('disconnected', HOOK_MS),
  ];
}

function incoming(plan: CallPlan, rest: readonly ScenarioStep[]): Scenario {
  return { ...partiesOf(plan), direction: 'in', steps: [step('incoming'), ...rest] };
}

function outgoing(plan: CallPlan, steps: readonly ScenarioStep[]): Scenario {
  return { ...partiesOf(plan), direction: 'out', steps };
}

function partiesOf({ remote, name = '', callId }: CallPlan) {
  return { remote, name, ...(callId !== undefined && { callId }) };
}

function step(event: PhoneEventName, afterMs = 0): ScenarioStep {
  return { event, afterMs };
}

function ringMs({ ringMs = RING_MS }: CallPlan): number {
  return ringMs;
}

function talkMs({ talkMs = TALK_MS }: CallPlan): number {
  return talkMs;
}
