import type { PhoneEvent, PhoneEventType } from '../../../src/domain/phone-event.ts';
import type { RemoteParty } from '../../../src/domain/remote-party.ts';

/** One thing that happens in the office, as chance made it. Times in milliseconds. */
export type Plan = {
  readonly kind: (typeof KINDS)[number];
  readonly startAt: number;
  readonly customer: number;
  /** Different phones, 1 to 8, as many as any kind needs. */
  readonly phones: readonly number[];
  readonly size: number;
  readonly ringMs: number;
  readonly talkMs: number;
  /** What lies between two reports of one cause; 0: one moment. */
  readonly stepMs: number;
  /** Call-IDs: each phone its own, all the same, or phones that send none. */
  readonly ids: 'own' | 'shared' | 'none';
  readonly isAnswered: boolean;
  /** The others of a group are told that the call was completed elsewhere. */
  readonly hasReason: boolean;
  /** The target of a transfer is shown the colleague, not the customer. */
  readonly isMasked: boolean;
  readonly isOut: boolean;
  /** How an attended transfer is reported by who receives it. */
  readonly receipt: 'none' | 'same-id' | 'new-id';
};

export const KINDS = [
  'single',
  'held',
  'group',
  'hunting',
  'blind',
  'blind-group',
  'returned',
  'attended',
  'internal',
  'deflected',
  'picked-up',
  'parked',
] as const;

/**
 * What is left of the truth when a report is lost, as who made it knows: all of it (its
 * times to a moment: `about`), all but a duration, or too little to decide. `rings-on`: all of it, but the phone seems to ring until the
 * time-out, and what else the customer does till then seems to be the same call.
 */
type IfLost = 'same' | 'about' | 'duration' | 'rings-on' | 'unknown';

export type Told = { readonly event: PhoneEvent; readonly ifLost: IfLost; readonly story: number };

/** What the books must say; no agent and 0 seconds for a call that nobody answered. */
export type Truth = {
  readonly customer: number;
  readonly direction: 'in' | 'out';
  readonly agent?: string;
  readonly seconds: number;
};

export type Story = {
  readonly plan: Plan;
  readonly told: readonly Told[];
  readonly truth: readonly Truth[];
  readonly endAt: number;
  /** When the last conversation of each Call-ID ended that a late `incoming` could belong to. */
  readonly talkEndAt: number;
};

const REASON = 'SIP;cause=200;text="Call completed elsewhere"';

/** Collects what the phones of one story tell. */
export function createTeller(plan: Plan, story: number) {
  const told: Told[] = [];
  const truth: Truth[] = [];
  const customer: RemoteParty = {
    kind: 'external',
    number: { e164: `+49170000000${plan.customer}`, digits: `0170000000${plan.customer}` },
  };

  function tell(
    type: PhoneEventType,
    at: number,
    phone: number,
    more: {
      ifLost?: IfLost;
      leg?: string;
      remote?: number | string;
      reason?: boolean;
    } = {},
  ): void {
    const { ifLost = 'same', leg = '', remote, reason } = more;
    const own = plan.ids === 'own' || leg !== '' ? `.${phone}` : '';
    const event: PhoneEvent = {
      type,
      at: Math.round(at),
      phone: `P${phone}`,
      local: extensionOf(phone),
      ...(plan.ids !== 'none' && { callId: `s${story}${leg}${own}` }),
      remote:
        remote === undefined
          ? customer
          : {
              kind: 'internal',
              extension: typeof remote === 'string' ? remote : extensionOf(remote),
            },
      ...(reason && { reason: REASON }),
    };
    told.push({ event, ifLost, story });
  }

  function answered(direction: 'in' | 'out', phone: number, from: number, to: number): void {
    const seconds = Math.round((Math.round(to) - Math.round(from)) / 1000);
    truth.push({ customer: plan.customer, direction, agent: extensionOf(phone), seconds });
  }

  function unanswered(direction: 'in' | 'out'): void {
    truth.push({ customer: plan.customer, direction, seconds: 0 });
  }

  function finish(talkEndAt = Number.POSITIVE_INFINITY): Story {
    const endAt = Math.max(...told.map(({ event }) => event.at));
    return { plan, told, truth, endAt, talkEndAt };
  }

  return { tell, answered, unanswered, finish };
}

export type Teller = ReturnType<typeof createTeller>;

/** The extension of a phone. */
export function extensionOf(phone: number): string {
  return `2${phone}`;
}
