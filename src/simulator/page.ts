/** Who gets a key press while the page shows: the page, both, or the page only for its own keys. */
export type KeyState = 'only_mb' | 'relevant' | 'others_except_mb';

/** A key that the page defines: it fetches an address or stands for another key. */
export type SoftKey = {
  readonly key: string;
  readonly label: string;
  readonly url?: string;
  readonly softKey?: string;
};

/** An address fetched by itself, a while after the page came. */
export type PageFetch = { readonly afterMs: number; readonly url: string };

/** A line of a menu; one without address does nothing. */
export type MenuRow = {
  readonly name: string;
  readonly details: readonly string[];
  readonly softKeys: readonly SoftKey[];
  readonly url?: string;
};

/** What every page has that is shown. */
export type PageFrame = {
  readonly title: string;
  readonly state: KeyState;
  readonly track: boolean;
  readonly softKeys: readonly SoftKey[];
  readonly fetch?: PageFetch;
};

/** A page that shows lines of text. */
export type TextPage = PageFrame & { readonly kind: 'text'; readonly lines: readonly string[] };

/** A page that lists rows to choose from; directories are read as menus whose rows dial. */
export type MenuPage = PageFrame & {
  readonly kind: 'menu';
  readonly rows: readonly MenuRow[];
  readonly selected: number;
};

/** A page that asks for text and puts it into `url` in place of `token`. */
export type InputPage = PageFrame & {
  readonly kind: 'input';
  readonly url: string;
  readonly token: string;
  readonly initial: string;
  readonly required: boolean;
};

/** A page on the display. */
export type ShownPage = TextPage | MenuPage | InputPage;

/** Whatever a server can answer: a page, work done unseen, or the end of the minibrowser. */
export type Page =
  | ShownPage
  | { readonly kind: 'silent'; readonly fetch?: PageFetch }
  | { readonly kind: 'exit' };

/** A phone would not take this page, or its maker forbids it; the message says what is wrong. */
export class PageRefused extends Error {
  override readonly name = 'PageRefused';
}
