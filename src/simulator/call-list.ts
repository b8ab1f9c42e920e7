import type { CallProgress, PhoneCall } from './phone-call.ts';
import { advanceCall } from './phone-call.ts';
import type { PhoneEventName } from './phone-events.ts';

/** The calls of one phone, and its clock: milliseconds that have passed since it was made. */
export class CallList {
  readonly #calls = new Map<string, CallProgress>();
  #nowMs = 0;

  /** Lets the phone's time pass. */
  elapse(ms: number): void {
    this.#nowMs += ms;
  }

  /** Notes what an event does to its call; one without call ends them all. */
  apply(event: PhoneEventName, call: PhoneCall | undefined): void {
    for (const each of call ? [call] : [...this.#calls.values()]) {
      const next = advanceCall(this.#calls.get(each.id), each, { event, nowMs: this.#nowMs });
      if (next) this.#calls.set(next.id, next);
    }
  }

  /** The newest call that hasn't ended. */
  current(): CallProgress | undefined {
    return [...this.#calls.values()].findLast(({ state }) => state !== 'ended');
  }

  /** The newest call that rings. */
  ringing(): CallProgress | undefined {
    return [...this.#calls.values()].findLast(({ state }) => state === 'ringing');
  }

  /** Whole seconds for which the call has been in its state. */
  secondsOf({ sinceMs }: CallProgress): number {
    return Math.floor((this.#nowMs - sinceMs) / 1000);
  }
}
