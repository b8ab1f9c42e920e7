import { CallList } from './call-list.ts';
import type { DisplayState } from './display.ts';
import { encodeValue } from './encoding.ts';
import { fillAddress } from './fill-address.ts';
import type { PhoneAnswer } from './http-get.ts';
import { httpGet } from './http-get.ts';
import type { GetOptions } from './http-request.ts';
import { callEffect } from './keys.ts';
import { Minibrowser } from './minibrowser.ts';
import type { PageRefused } from './page.ts';
import type { PhoneCall } from './phone-call.ts';
import type { PhoneEventName } from './phone-events.ts';
import { EVENT_SETTINGS } from './phone-events.ts';
import { createCallId, formatMac, formatRemote, formatUserAgent } from './phone-identity.ts';
import type { PhoneNews, PhoneOptions } from './phone-options.ts';
import { requireSetting } from './phone-settings.ts';

/** The answer to an event, and the call it told of. */
export type CallAnswer = PhoneAnswer & { readonly call: PhoneCall };

/** What a caller may bring along: a display name, and a Call-ID shared with other phones. */
export type CallDetails = { readonly name?: string; readonly callId?: string };

/**
 * A Snom desk phone, on real HTTP.
 *
 * A class because a phone is its state: calls, page, clock. Time passes only through `passTime`.
 */
export class SnomPhone {
  /** As `$mac` has it. */
  readonly mac: string;
  /** What the phone would not show, oldest first. */
  readonly refusals: string[] = [];
  /** Keys meant for a ringing call that a page took. */
  readonly blockedKeys: string[] = [];
  readonly browser: Minibrowser;
  readonly #options: PhoneOptions;
  readonly #model: string;
  readonly #http: GetOptions;
  readonly #calls = new CallList();

  constructor(options: PhoneOptions) {
    this.#options = options;
    this.mac = formatMac(options.mac);
    this.#model = options.model ?? 'D785';
    const userAgent = options.userAgent ?? formatUserAgent(this.#model, this.mac);
    const { connectTo, tls } = options;
    this.#http = { userAgent, ...(connectTo && { connectTo }), ...(tls && { tls }) };
    this.browser = new Minibrowser({
      model: this.#model,
      get: (url) => this.#getPage(url),
      encode: (text) => encodeValue(text, options.encoding ?? 'percent'),
      dial: (number) => this.outgoing(number),
      press: (key) => this.#act(key),
      refuse: (refusal) => this.#refuse(refusal),
      changed: () => this.#tell({ kind: 'display' }),
    });
  }

  /** A call nobody has been told of yet. */
  newCall(
    direction: 'in' | 'out',
    number: string,
    { name = '', callId }: CallDetails = {},
  ): PhoneCall {
    const { identity, host = identity.split('@')[1] || 'pbx.example' } = this.#options;
    const id = callId ?? (this.#options.newCallId ?? createCallId)();
    return { id, direction, remote: formatRemote(number, host), name };
  }

  /** Reports one event at its address in the settings; a page in the answer is displayed. */
  async send(event: PhoneEventName, call?: PhoneCall, reason = ''): Promise<PhoneAnswer> {
    const address = requireSetting(this.#options.settings, EVENT_SETTINGS[event]);
    this.#calls.apply(event, call);
    const answer = await httpGet(this.#fill(address, call, reason), this.#http);
    this.#tell({ kind: 'event', event, call, answer });
    this.browser.take(answer);
    this.#tell({ kind: 'display' });
    return answer;
  }

  /** Whether the settings give an address for the event. */
  reports(event: PhoneEventName): boolean {
    return this.#options.settings.has(EVENT_SETTINGS[event]);
  }

  /** The phone starts ringing. */
  async incoming(from: string, details: CallDetails = {}): Promise<CallAnswer> {
    const call = this.newCall('in', from, details);
    return { ...(await this.send('incoming', call)), call };
  }

  /** The phone dials. */
  async outgoing(to: string): Promise<CallAnswer> {
    const call = this.newCall('out', to);
    return { ...(await this.send('outgoing', call)), call };
  }

  /** The call is answered. */
  connected(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('connected', call);
  }

  /** The call ends, answered or not; the reason is what `$cancel_reason` brings. */
  disconnected(call: PhoneCall, { reason = '' } = {}): Promise<PhoneAnswer> {
    return this.send('disconnected', call, reason);
  }

  /** Follows `disconnected` for a call nobody took. */
  missed(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('missed', call);
  }

  /** The call is put on hold. */
  hold(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('hold', call);
  }

  /** The call is taken back from hold. */
  unhold(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('unhold', call);
  }

  /** A transfer starts. */
  transfer(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('transfer', call);
  }

  /** The call is handed over unannounced. */
  blindTransfer(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('blind-transfer', call);
  }

  /** The call is handed over after asking. */
  attendedTransfer(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('attended-transfer', call);
  }

  /** This phone has been given the call. */
  receivedAttendedTransfer(call: PhoneCall): Promise<PhoneAnswer> {
    return this.send('received-attended-transfer', call);
  }

  /** The phone has booted: its calls and its page are gone. */
  setup(): Promise<PhoneAnswer> {
    this.browser.close();
    return this.send('setup');
  }

  /** Opens what the directory key is set to. */
  async openDirectory(): Promise<void> {
    const value = requireSetting(this.#options.settings, 'dkey_directory');
    const [, url] = /^url (\S+)$/.exec(value) ?? [];
    if (url === undefined) throw new Error(`dkey_directory is "${value}", not "url ADDRESS"`);
    await this.browser.open(this.#fill(url, this.#calls.current(), ''));
  }

  /** Presses a key; the answer to the event it caused, or undefined when it caused none. */
  async press(pressed: string): Promise<PhoneAnswer | undefined> {
    const ringing = this.isRinging();
    const { by, key } = await this.browser.press(pressed);
    if (by !== 'page') return this.#act(key);
    if (ringing && callEffect(pressed) !== undefined) this.#block(pressed);
    return undefined;
  }

  /** Lifts the handset; undefined when nothing rings or the page on the display takes the key. */
  pressAnswer(): Promise<PhoneAnswer | undefined> {
    return this.press('OFFHOOK');
  }

  /** Rejects or ends the call; undefined when there is none or the page takes the key. */
  pressReject(): Promise<PhoneAnswer | undefined> {
    return this.press('CANCEL');
  }

  /** Whether this call, or any, is ringing. */
  isRinging(call?: PhoneCall): boolean {
    const ringing = this.#calls.ringing();
    return ringing !== undefined && (call === undefined || ringing.id === call.id);
  }

  /** Lets so many milliseconds pass; what pages fetch meanwhile is fetched at its time. */
  async passTime(ms: number): Promise<void> {
    for (let left = ms; left > 0; ) {
      const slice = Math.min(left, this.browser.nextFetchMs ?? left);
      await this.#options.wait(slice);
      this.#calls.elapse(slice);
      await this.browser.elapse(slice);
      left -= slice;
    }
  }

  /** What there is to see. */
  display(): DisplayState {
    const { page, selected } = this.browser;
    const current = this.#calls.current();
    const call = current && {
      state: current.state,
      seconds: this.#calls.secondsOf(current),
      name: current.name,
      remote: current.remote,
    };
    return {
      identity: this.#options.identity,
      selected,
      ...(page && { page }),
      ...(call && { call }),
    };
  }

  async #act(key: string): Promise<PhoneAnswer | undefined> {
    const effect = callEffect(key);
    const call = effect === 'answer' ? this.#calls.ringing() : this.#calls.current();
    if (effect === undefined || call === undefined) return undefined;
    return this.send(effect === 'answer' ? 'connected' : 'disconnected', call);
  }

  async #getPage(url: string): Promise<PhoneAnswer> {
    const answer = await httpGet(url, this.#http);
    this.#tell({ kind: 'page', answer });
    return answer;
  }

  #fill(address: string, call: PhoneCall | undefined, reason: string): string {
    const self = { ...this.#options, mac: this.mac, model: this.#model };
    return fillAddress(address, self, { call, reason });
  }

  #refuse(refusal: PageRefused): void {
    this.refusals.push(refusal.message);
    this.#tell({ kind: 'refused', problem: refusal.message });
    if (this.#options.onRefusal === 'throw') throw refusal;
  }

  #block(key: string): void {
    this.blockedKeys.push(key);
    this.#tell({ kind: 'blocked', key });
  }

  #tell(news: PhoneNews): void {
    this.#options.observe?.(news);
  }
}
