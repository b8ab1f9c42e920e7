import { isMeant } from './fault-pattern.ts';
import { createRandom } from './random.ts';

/**
 * What goes wrong.
 *
 * `applied` tells whether the request is carried out before things go wrong (default: no). The
 * kinds without it always carry the request out.
 */
export type FaultEffect =
  /**
   * Any status; a text as `body` is sent as it is, anything else as JSON. Without a body: nothing
   * below 400, else an error list.
   */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      /** Of a text as `body`; default `text/plain`. */
      readonly contentType?: string;
      /** Seconds, or an HTTP date as text. */
      readonly retryAfter?: number | string;
      readonly applied?: boolean;
    }
  /** The request is carried out at once, the answer comes `ms` later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The headers come at once, the body dribbles in over `ms`. */
  | { readonly kind: 'slow-body'; readonly ms: number }
  /** Never an answer. */
  | { readonly kind: 'hang'; readonly applied?: boolean }
  /** The connection is reset (RST). */
  | { readonly kind: 'reset'; readonly applied?: boolean }
  /** The connection is closed in order, without an answer. */
  | { readonly kind: 'close'; readonly applied?: boolean }
  /** 200 with an HTML page. */
  | { readonly kind: 'html'; readonly applied?: boolean }
  /** 302 to the login page. */
  | { readonly kind: 'redirect'; readonly applied?: boolean }
  /** The right answer, but its JSON breaks off. */
  | { readonly kind: 'broken-json' }
  /** The connection ends before the announced length is reached. */
  | { readonly kind: 'truncated' };

/** An effect, and which requests it strikes. */
export type Fault = FaultEffect & {
  /**
   * `'*'`, `'/v1/contacts'` or `'POST /v1/calls/3cx'`. A path also covers what lies below it; with
   * `*` in it, it must fit as a whole (`'/v1/contacts/*'`); `$` at its end means nothing but it.
   */
  readonly on: string;
  /** After so many strikes the fault is used up; without it, never. */
  readonly times?: number;
  /** From 0 to 1, how likely it strikes; diced with the sandbox's seed. Default 1. */
  readonly probability?: number;
};

/** The faults in force; the first in the list that strikes decides. */
export type Faults = {
  /** Appends a fault. */
  add(fault: Fault): void;
  /** Replaces all faults. */
  set(faults: readonly Fault[]): void;
  /** Removes all faults. */
  clear(): void;
  /** The faults in force, with the `times` that are left. */
  list(): readonly Fault[];
  /** The fault that strikes this request, if any, counted as one strike. */
  strike(method: string, path: string): Fault | undefined;
};

/** Returns an empty list of faults. */
export function createFaults(seed: number): Faults {
  const random = createRandom(seed);
  let faults: Fault[] = [];

  function strike(method: string, path: string): Fault | undefined {
    const fault = faults.find(
      (one) =>
        isMeant(one.on, method, path) &&
        (one.probability === undefined || random.fraction() < one.probability),
    );
    if (fault?.times !== undefined) faults = countDown(faults, fault, fault.times);
    return fault;
  }

  return {
    add: (fault) => {
      faults = [...faults, fault].filter(isLeft);
    },
    set: (list) => {
      faults = list.filter(isLeft);
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    strike,
  };
}

function countDown(faults: readonly Fault[], struck: Fault, times: number): Fault[] {
  return faults
    .map((fault) => (fault === struck ? { ...fault, times: times - 1 } : fault))
    .filter(isLeft);
}

function isLeft(fault: Fault): boolean {
  return fault.times === undefined || fault.times > 0;
}
