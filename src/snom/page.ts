/** A key of the phone that a page gives a meaning. */
export type SoftKey = { readonly name: string; readonly label: string; readonly url: string };

/** Loads an address after some time. */
export type Fetch = { readonly afterMs: number; readonly url: string };

/** One row of a menu. */
export type MenuRow = {
  readonly name: string;
  /** Second text of the row, where the model draws one. */
  readonly extra?: string;
  readonly url: string;
  readonly keys?: readonly SoftKey[];
};

/** A page of the phone's minibrowser, free of XML. */
export type Page =
  | {
      readonly kind: 'text';
      readonly title: string;
      readonly lines: readonly string[];
      /** Keys go to the page and to the call below it, and Cancel never leads back here. */
      readonly isCallerCard: boolean;
      readonly keys: readonly SoftKey[];
      readonly fetch?: Fetch;
    }
  | {
      readonly kind: 'menu';
      readonly title: string;
      readonly rows: readonly MenuRow[];
      readonly keys: readonly SoftKey[];
    }
  | {
      readonly kind: 'input';
      readonly prompt: string;
      /** Contains INPUT_TOKEN where the phone puts what was typed. */
      readonly url: string;
      readonly keys: readonly SoftKey[];
    }
  /** Leaves by itself; the keys are for a phone that does not. */
  | { readonly kind: 'exit'; readonly keys: readonly SoftKey[] };

/** What the phone replaces by the typed text. */
export const INPUT_TOKEN = '__Q__';

/** Leaves the minibrowser. */
export const EXIT_URL = 'snom://mb_exit';

/** Stays on the page: for rows that only inform. */
export const STAY_URL = 'snom://mb_nop';

/** An address that makes the phone dial; undefined when nothing dialable is left of the number. */
export function toDialUrl(number: string): string | undefined {
  const dialable = number.replace(/[^\d+*#]/g, '').replaceAll('#', '%23');
  return dialable === '' ? undefined : `snom://mb_nop#numberdial=${dialable}`;
}
