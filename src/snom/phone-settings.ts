import { create } from 'xmlbuilder2';
import type { PhoneEventType } from '../domain/phone-event.ts';
import type { Addresses } from './addresses.ts';

/** A phone setting: its name, the label in the phone's web page, and its value. */
export type PhoneSetting = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
};

/** The events' settings. Those of calls in progress have no `_url` behind their names. */
const ACTIONS: readonly (readonly [PhoneEventType, string, string])[] = [
  ['incoming', 'action_incoming_url', 'Incoming Call'],
  ['outgoing', 'action_outgoing_url', 'Outgoing Call'],
  ['connected', 'action_connected_url', 'On Connected'],
  ['disconnected', 'action_disconnected_url', 'On Disconnected'],
  ['missed', 'action_missed_url', 'Missed Call'],
  ['hold', 'action_hold', 'Hold Call'],
  ['unhold', 'action_unhold', 'Unhold Call'],
  ['transfer', 'action_transfer', 'Transfer Call'],
  ['blind-transfer', 'action_blind_transfer', 'Blind Transfer'],
  ['attended-transfer', 'action_attended_transfer', 'Attended Transfer'],
  ['received-attended-transfer', 'action_received_attended_transfer', 'Received Attended Transfer'],
  ['setup', 'action_setup_url', 'Setup Finished'],
];

/** Query parameters and the phone's variables for them. */
const VARIABLES = [
  ['mac', '$mac'],
  ['call', '$call-id'],
  ['local', '$local'],
  ['user', '$active_user'],
  ['remote', '$remote'],
  ['name', '$display_remote'],
  ['reason', '$cancel_reason'],
  ['ip', '$phone_ip'],
] as const;

/** Everything to set on a phone, `$variables` left for the phone to fill in. */
export function listPhoneSettings(addresses: Addresses): readonly PhoneSetting[] {
  const query = VARIABLES.map(([name, variable]) => `${name}=${variable}`).join('&');
  return [
    ...ACTIONS.map(([type, name, label]) => ({
      name,
      label,
      value: `${addresses.event(type)}?${query}`,
    })),
    {
      name: 'dkey_directory',
      label: 'Directory key (Function Keys)',
      value: `url ${addresses.directory('$mac')}`,
    },
  ];
}

/** The settings as a provisioning file. */
export function toSettingsXml(settings: readonly PhoneSetting[]): string {
  const document = create({ version: '1.0', encoding: 'utf-8' });
  const list = document.ele('settings').ele('phone-settings', { e: '2' });
  for (const { name, value } of settings) list.ele(name, { perm: 'R' }).txt(value);
  return document.end({ prettyPrint: true });
}

/** The settings as lines to paste into the phone's web page. */
export function toSettingsText(settings: readonly PhoneSetting[]): string {
  return settings.map(({ label, name, value }) => `${label} (${name})\n${value}\n`).join('\n');
}
