import type { PhoneEventName } from './phone-events.ts';

/** One leg of a call as this phone sees it; `remote` is the SIP address without scheme. */
export type PhoneCall = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly remote: string;
  readonly name: string;
};

/** What the phone is doing with a call. */
export type CallState = 'ringing' | 'dialling' | 'connected' | 'held' | 'ended';

/** A call with its state and the phone's time, in milliseconds, at which that part of it began. */
export type CallProgress = PhoneCall & { readonly state: CallState; readonly sinceMs: number };

/** The call after an event. An event that comes too late, or again, does not turn the call back. */
export function advanceCall(
  before: CallProgress | undefined,
  call: PhoneCall,
  { event, nowMs }: { readonly event: PhoneEventName; readonly nowMs: number },
): CallProgress | undefined {
  const state = stateAfter(before?.state, event);
  if (state === undefined || state === before?.state) return before;
  const continues = before?.state === 'held' || (before?.state === 'connected' && state === 'held');
  return { ...call, state, sinceMs: continues ? before.sinceMs : nowMs };
}

function stateAfter(before: CallState | undefined, event: PhoneEventName): CallState | undefined {
  if (before === 'ended') return before;
  if (event === 'incoming') return before ?? 'ringing';
  if (event === 'outgoing') return before ?? 'dialling';
  if (event === 'connected' || event === 'unhold') return 'connected';
  if (event === 'hold') return 'held';
  return event === 'disconnected' || event === 'setup' ? 'ended' : before;
}
