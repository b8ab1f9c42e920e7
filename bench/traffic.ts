/** One request, and what its answer must contain; '' for an empty answer. */
export type Ask = { readonly path: string; readonly expect: string };

/** A caller of the sandbox CRM, as the telephone system and as our card name them. */
export type Caller = { readonly number: string; readonly name: string };

/** What the phones of a measurement ask for. */
export type Traffic =
  /** The same addresses again and again. */
  | { readonly kind: 'pages'; readonly asks: readonly Ask[] }
  /** Each address once, each connection that many; the nth connection begins n times later. */
  | { readonly kind: 'once'; readonly asks: readonly Ask[]; readonly staggerMs: number }
  /** Phones that begin to ring, each call at another one. */
  | { readonly kind: 'incoming'; readonly token: string; readonly callers: readonly Caller[] }
  /** Whole calls: ringing, answered (three of four), hung up. */
  | { readonly kind: 'calls'; readonly token: string; readonly callers: readonly Caller[] }
  /** The ends of calls that `incoming` has begun. */
  | { readonly kind: 'hang-ups'; readonly token: string; readonly calls: CallRange };

/** Running numbers of calls, the last one not among them. */
export type CallRange = { readonly from: number; readonly to: number };

const FIRST_MAC = 0x000413000000;

/** The address with which a phone reports an event of the call with that running number. */
export function eventPath(token: string, event: string, call: number, caller: Caller): string {
  const mac = (FIRST_MAC + call).toString(16).padStart(12, '0');
  const extension = 20 + (call % 80);
  return (
    `/snom/${token}/call/${event}?mac=${mac}&call=bench-${call}%4010.0.0.1` +
    `&remote=${encodeURIComponent(caller.number)}%40pbx.example&name=${encodeURIComponent(caller.number)}` +
    `&local=${extension}%40pbx.example&user=${extension}%40pbx.example&ip=10.0.${call % 16}.${extension}`
  );
}

/** The events of one whole call in their order. */
export function askWholeCall(token: string, call: number, callers: readonly Caller[]): Ask[] {
  const caller = pickCaller(call, callers);
  const event = (name: string, expect = '') => ({
    path: eventPath(token, name, call, caller),
    expect,
  });
  return [
    event('incoming', caller.name),
    ...(call % 4 === 0 ? [] : [event('connected')]),
    event('disconnected'),
  ];
}

/** The caller whose turn it is. */
export function pickCaller(call: number, callers: readonly Caller[]): Caller {
  return callers[call % callers.length] ?? { number: '', name: '' };
}
