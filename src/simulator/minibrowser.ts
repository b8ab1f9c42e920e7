import { evaluateCallbacks } from './callbacks.ts';
import type { PhoneAnswer } from './http-get.ts';
import type { MenuPage, PageFetch, ShownPage, SoftKey } from './page.ts';
import { PageRefused } from './page.ts';
import { parsePageAddress } from './page-address.ts';
import { readAnswer } from './read-page.ts';

/** What the minibrowser needs of the phone round it. */
export type MinibrowserPorts = {
  readonly model: string;
  readonly get: (url: string) => Promise<PhoneAnswer>;
  readonly encode: (text: string) => string;
  readonly dial: (number: string) => Promise<unknown>;
  readonly press: (key: string) => Promise<unknown>;
  readonly refuse: (refusal: PageRefused) => void;
  readonly changed: () => void;
};

/** Who got a key press, and as which key after a page's remapping. */
export type KeyReach = { readonly by: 'page' | 'phone' | 'both'; readonly key: string };

type Pending = { readonly url: string; readonly leftMs: number };

/**
 * The XML minibrowser: the page on the display, the pages before it, and the fetch that is due.
 *
 * It has no timer of its own; time passes through `elapse`.
 */
export class Minibrowser {
  readonly #ports: MinibrowserPorts;
  #page: ShownPage | undefined;
  #selected = 0;
  #history: readonly ShownPage[] = [];
  #due: Pending | undefined;
  #silentDue: Pending | undefined;

  constructor(ports: MinibrowserPorts) {
    this.#ports = ports;
  }

  /** The page on the display, if any. */
  get page(): ShownPage | undefined {
    return this.#page;
  }

  /** Index of the marked row of a menu. */
  get selected(): number {
    return this.#selected;
  }

  /** Milliseconds until the next fetch of a page, if one is due. */
  get nextFetchMs(): number | undefined {
    const left = [this.#due, this.#silentDue].filter((due) => due !== undefined);
    return left.length === 0 ? undefined : Math.min(...left.map(({ leftMs }) => leftMs));
  }

  /** Takes an answer of the server: a page goes on the display, anything else changes nothing. */
  take(answer: PhoneAnswer): void {
    try {
      const page = readAnswer(answer, this.#ports.model);
      if (page?.kind === 'exit') this.close();
      else if (page?.kind === 'silent') this.#silentDue = pendingOf(page.fetch);
      else if (page) this.#show(page, this.#pagesBehind());
    } catch (error) {
      if (!(error instanceof PageRefused)) throw error;
      this.#ports.refuse(error);
    }
  }

  /** Goes to an address on a server, or runs a phone-internal one. */
  async open(url: string): Promise<void> {
    const address = parsePageAddress(url);
    if (address.kind === 'file') return;
    if (address.kind === 'web') return this.#load(url);
    // The phone has left the minibrowser before the answer to the call it starts can arrive.
    if (address.exits) this.close();
    for (const { name, value } of address.commands) {
      if (name === 'numberdial') await this.#ports.dial(value);
      else if (name === 'key') await this.#ports.press(value);
      else if (name === 'go_back') this.back();
    }
  }

  /** Lets time pass for the fetches; runs those that become due. */
  async elapse(ms: number): Promise<void> {
    this.#due = this.#due && { ...this.#due, leftMs: this.#due.leftMs - ms };
    this.#silentDue = this.#silentDue && {
      ...this.#silentDue,
      leftMs: this.#silentDue.leftMs - ms,
    };
    if (this.#due && this.#due.leftMs <= 0) await this.fetchNow();
    const silent = this.#silentDue;
    if (silent === undefined || silent.leftMs > 0) return;
    this.#silentDue = undefined;
    await this.open(silent.url);
  }

  /** Runs the fetch of the page on the display at once. */
  async fetchNow(): Promise<void> {
    const due = this.#due;
    this.#due = undefined;
    if (due) await this.open(due.url);
  }

  /** Presses a key; tells who got it, by the page's `state`, and as which key. */
  async press(pressed: string): Promise<KeyReach> {
    const page = this.#page;
    if (page === undefined) return { by: 'phone', key: pressed };
    const row = page.kind === 'menu' ? page.rows[this.#selected] : undefined;
    const defined = keyIn(row?.softKeys, pressed) ?? keyIn(page.softKeys, pressed);
    const key = defined?.softKey ?? pressed;
    if (defined?.url !== undefined) {
      await this.open(defined.url);
      return { by: 'page', key };
    }
    if (page.state === 'others_except_mb') return { by: 'phone', key };
    await this.#ownKey(page, key);
    return { by: page.state === 'relevant' ? 'both' : 'page', key };
  }

  /** Opens a row of the menu, by index or by the beginning of its name. */
  async select(row: number | string): Promise<void> {
    const page = this.#page;
    if (page?.kind !== 'menu') throw new Error('there is no menu on the display');
    const index =
      typeof row === 'number' ? row : page.rows.findIndex(({ name }) => name.startsWith(row));
    const chosen = page.rows[index];
    if (chosen === undefined) throw new Error(`the menu has no row ${row}`);
    this.#selected = index;
    if (chosen.url !== undefined) await this.open(chosen.url);
  }

  /** Types text into the input page and sends it off; what is prefilled is replaced. */
  async enter(text: string): Promise<void> {
    const page = this.#page;
    if (page?.kind !== 'input') throw new Error('there is no input page on the display');
    if (text === '' && page.required) return;
    await this.#load(page.url.replaceAll(page.token, () => this.#ports.encode(text)));
  }

  /** Back to the page before, or out of the minibrowser when there is none. */
  back(): void {
    const before = this.#history.at(-1);
    if (before) this.#show(before, this.#history.slice(0, -1));
    else this.close();
  }

  /** Leaves the minibrowser. */
  close(): void {
    const shown = this.#page !== undefined;
    this.#page = undefined;
    this.#history = [];
    this.#due = undefined;
    if (shown) this.#ports.changed();
  }

  #show(page: ShownPage, history: readonly ShownPage[]): void {
    this.#page = page;
    this.#selected = page.kind === 'menu' ? page.selected : 0;
    this.#history = history;
    this.#due = pendingOf(page.fetch);
    this.#ports.changed();
  }

  #pagesBehind(): readonly ShownPage[] {
    return this.#page?.track ? [...this.#history, this.#page] : this.#history;
  }

  async #load(url: string): Promise<void> {
    const evaluated = evaluateCallbacks(url).replace(/[«»]/g, encodeURIComponent);
    this.take(await this.#ports.get(evaluated));
  }

  async #ownKey(page: ShownPage, key: string): Promise<void> {
    if (/^(F_)?CANCEL$|^LEFT$|_(CANCEL|BACK)$/.test(key)) this.back();
    else if (key === 'F_MINIBROWSER_EXIT') this.close();
    else if (page.kind === 'menu') await this.#menuKey(page, key);
    else if (page.kind === 'input' && /^(ENTER|F_OK)$/.test(key)) await this.enter(page.initial);
  }

  async #menuKey(page: MenuPage, key: string): Promise<void> {
    if (page.rows.length === 0) return;
    if (/^(ENTER|F_OK|F_MINIBROWSER_SELECT)$/.test(key)) return this.select(this.#selected);
    const step = /^(F_)?DOWN$/.test(key) ? 1 : /^(F_)?UP$/.test(key) ? -1 : 0;
    if (step === 0) return;
    this.#selected = (this.#selected + step + page.rows.length) % page.rows.length;
    this.#ports.changed();
  }
}

function keyIn(softKeys: readonly SoftKey[] | undefined, key: string): SoftKey | undefined {
  return softKeys?.find((softKey) => softKey.key === key);
}

function pendingOf(fetch: PageFetch | undefined): Pending | undefined {
  return fetch && { url: fetch.url, leftMs: Math.max(fetch.afterMs, 1) };
}
