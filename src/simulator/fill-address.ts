import type { Encoding } from './encoding.ts';
import { encodeValue } from './encoding.ts';
import type { PhoneCall } from './phone-call.ts';
import type { PhoneSettings } from './phone-settings.ts';
import { substituteVariables } from './variables.ts';

/** The phone itself, as far as its variables tell of it. */
export type PhoneSelf = {
  readonly mac: string;
  readonly identity: string;
  readonly model: string;
  readonly settings: PhoneSettings;
  readonly ip?: string;
  readonly encoding?: Encoding;
};

/** The call an event tells of, if any, and the Reason header that ended it, or an empty text. */
export type Moment = { readonly call: PhoneCall | undefined; readonly reason: string };

/** The address as the phone requests it: runtime variables first, then its settings by name. */
export function fillAddress(address: string, self: PhoneSelf, moment: Moment): string {
  const runtime = runtimeVariables(self, moment);
  return substituteVariables(address, (name) => {
    const value = runtime.get(name) ?? self.settings.get(name.replace(/[[\]]/g, ''));
    return value === undefined ? undefined : encodeValue(value, self.encoding ?? 'percent');
  });
}

/** The variables at the time of an event; those of the call are empty without one. */
function runtimeVariables(
  { mac, identity, ip = '10.0.0.21', model }: PhoneSelf,
  { call, reason }: Moment,
): ReadonlyMap<string, string> {
  const [user = '', host = ''] = identity.split('@');
  return new Map([
    ['mac', mac],
    ['phone_ip', ip],
    ['local_ip', ip],
    ['phone_type', `snom${model}`],
    ['active_line', '1'],
    ['outgoing_identity', '1'],
    ['user_name1', user],
    ['user_host1', host],
    ['active_url', identity],
    ['active_user', user],
    ['active_host', host],
    ['active_key', call ? 'P1' : ''],
    ['local', call ? identity : ''],
    ['remote', call?.remote ?? ''],
    ['call-id', call?.id ?? ''],
    ['display_local', call ? user : ''],
    ['display_remote', call?.name ?? ''],
    ['cancel_reason', reason],
    ['context_url', ''],
    ['csta_id', ''],
    ['expansion_module', ''],
    ['longpress_key', ''],
  ]);
}
