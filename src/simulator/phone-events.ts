/** What a phone reports over an action URL. */
export type PhoneEventName = keyof typeof EVENT_SETTINGS;

/** The setting that holds an event's address. Eight of them have no `_url`. */
export const EVENT_SETTINGS = {
  incoming: 'action_incoming_url',
  outgoing: 'action_outgoing_url',
  connected: 'action_connected_url',
  disconnected: 'action_disconnected_url',
  missed: 'action_missed_url',
  hold: 'action_hold',
  unhold: 'action_unhold',
  transfer: 'action_transfer',
  'blind-transfer': 'action_blind_transfer',
  'attended-transfer': 'action_attended_transfer',
  'received-attended-transfer': 'action_received_attended_transfer',
  setup: 'action_setup_url',
  offhook: 'action_offhook_url',
  onhook: 'action_onhook_url',
} as const;

/** Whether the event tells of the handset only; servers may leave its address out. */
export function isHookEvent(event: PhoneEventName): boolean {
  return event === 'offhook' || event === 'onhook';
}
