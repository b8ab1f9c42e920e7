import type { Encoding } from './encoding.ts';
import type { PhoneAnswer } from './http-get.ts';
import type { GetOptions } from './http-request.ts';
import type { PhoneCall } from './phone-call.ts';
import type { PhoneEventName } from './phone-events.ts';
import type { PhoneSettings } from './phone-settings.ts';

/** Something worth telling about a phone while it works; `display`: look at it, it may differ. */
export type PhoneNews =
  | {
      readonly kind: 'event';
      readonly event: PhoneEventName;
      readonly call: PhoneCall | undefined;
      readonly answer: PhoneAnswer;
    }
  | { readonly kind: 'page'; readonly answer: PhoneAnswer }
  | { readonly kind: 'display' }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'blocked'; readonly key: string };

/** A simulated phone: who it is, how it talks, and how its time passes. */
export type PhoneOptions = {
  readonly mac: string;
  readonly settings: PhoneSettings;
  /** The own SIP identity, `21@pbx.example`; empty for a phone that leaves `$local` empty. */
  readonly identity: string;
  /** Waits so many milliseconds; tests pass one that returns at once. */
  readonly wait: (ms: number) => Promise<void>;
  readonly ip?: string;
  /** Host of the other party's number; that of the identity when missing. */
  readonly host?: string;
  /** `D785` when missing; the D8xx line refuses directory objects. */
  readonly model?: string;
  readonly userAgent?: string;
  readonly encoding?: Encoding;
  readonly newCallId?: () => string;
  readonly connectTo?: GetOptions['connectTo'];
  readonly tls?: GetOptions['tls'];
  /** Whether a page the phone would not take is only kept in `refusals` or also thrown. */
  readonly onRefusal?: 'record' | 'throw';
  readonly observe?: (news: PhoneNews) => void;
};
