import { httpGet } from './http-get.ts';
import type { XmlElement } from './xml.ts';
import { parseXml } from './xml.ts';
import { childrenOf } from './xml-element.ts';

/** A phone's settings by name; indexed ones as `name` and index, such as `user_name1`. */
export type PhoneSettings = ReadonlyMap<string, string>;

/** The settings page can't be had or a phone would not take it. */
export class PhoneSettingsError extends Error {
  override readonly name = 'PhoneSettingsError';
}

const ACTIONS =
  /^action_((incoming|outgoing|connected|disconnected|missed|offhook|onhook|setup|longpress|blacklist)_url|(dnd|redirection|log)_(on|off)_url|(un)?hold|((blind|attended|received_attended)_)?transfer|reg_failed|received_subscr_notify_url|firewall_test)$/;
const PERMISSIONS = ['R', '&', 'RW', '$', '', '!'];

/**
 * The settings in a provisioning document.
 *
 * Strict where a phone is silent: malformed XML, an action setting no phone has, an address that
 * isn't one and a setting given twice are errors.
 */
export function readPhoneSettings(xml: string): PhoneSettings {
  const settings = new Map<string, string>();
  for (const element of settingElements(parse(xml))) {
    const name = element.name + (element.attributes.get('idx') ?? '');
    if (settings.has(name)) throw new PhoneSettingsError(`setting "${name}" is given twice`);
    settings.set(name, checkSetting(name, element));
  }
  return settings;
}

/** The settings a server hands out at an address; throws a PhoneSettingsError that says why not. */
export async function fetchPhoneSettings(url: string): Promise<PhoneSettings> {
  const { status, body, error } = await httpGet(url);
  const server = URL.parse(url)?.origin ?? url;
  if (error !== undefined) {
    throw new PhoneSettingsError(
      `no answer from ${server} (${error}): is the server running there?`,
    );
  }
  if (status === 404) {
    const hint = 'is the token right, and may this computer act as a phone?';
    throw new PhoneSettingsError(`${server} has no phone settings at this address: ${hint}`);
  }
  if (status !== 200) throw new PhoneSettingsError(`${server} answered ${status} to the settings`);
  return readPhoneSettings(body);
}

/** The value of a setting; throws when the server didn't set it. */
export function requireSetting(settings: PhoneSettings, name: string): string {
  const value = settings.get(name);
  if (value === undefined) throw new PhoneSettingsError(`the settings have no "${name}"`);
  return value;
}

function parse(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new PhoneSettingsError(`the settings are not XML: ${problem}`, { cause: error });
  }
}

function settingElements(root: XmlElement): XmlElement[] {
  if (root.name === 'phone-settings') return childrenOf(root);
  if (root.name !== 'settings') throw new PhoneSettingsError(`the root is <${root.name}>`);
  return childrenOf(root, 'phone-settings').flatMap((part) => childrenOf(part));
}

function checkSetting(name: string, { attributes, content }: XmlElement): string {
  const perm = attributes.get('perm') ?? 'RW';
  if (!PERMISSIONS.includes(perm)) throw new PhoneSettingsError(`"${name}" has perm="${perm}"`);
  const value = content.filter((part) => typeof part === 'string').join('');
  if (!name.startsWith('action_')) return value;
  if (!ACTIONS.test(name)) throw new PhoneSettingsError(`no phone has a setting "${name}"`);
  if (!/^https?:\/\/[^\s/?#]+\/\S*$/.test(value)) {
    throw new PhoneSettingsError(`"${name}" is not an address: ${value}`);
  }
  return value;
}
