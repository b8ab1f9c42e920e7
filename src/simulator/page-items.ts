import { evaluateCallbacks } from './callbacks.ts';
import { isKey } from './keys.ts';
import type { MenuRow, PageFetch, SoftKey } from './page.ts';
import { PageRefused } from './page.ts';
import { parsePageAddress } from './page-address.ts';
import type { XmlElement } from './xml.ts';
import { childOf, childrenOf, textOf } from './xml-element.ts';

/** The address that a page fetches by itself, if any. */
export function fetchOf(root: XmlElement): { fetch?: PageFetch } {
  const [fetch, second] = childrenOf(root, 'fetch');
  if (second) throw new PageRefused('more than one <fetch>');
  const { url } = addressOf(fetch);
  const mil = fetch?.attributes.get('mil');
  if (fetch && mil === undefined) throw new PageRefused('<fetch> has no "mil"');
  return url === undefined ? {} : { fetch: { afterMs: Number(mil), url } };
}

/** The keys that a page or a menu row defines. */
export function softKeysOf(parent: XmlElement): SoftKey[] {
  const softKeys = childrenOf(parent, 'softkeyitem').map(softKeyOf);
  const keys = softKeys.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice !== undefined) throw new PageRefused(`key "${twice}" is defined twice`);
  return softKeys;
}

function softKeyOf(item: XmlElement): SoftKey {
  const key = textOf(childOf(item, 'name'));
  const softKey = textOf(childOf(item, 'softkey'));
  const address = addressOf(childOf(item, 'url'));
  if (!isKey(key)) throw new PageRefused(`no phone has a key "${key}"`);
  if (softKey !== '' && !isKey(softKey)) throw new PageRefused(`no phone has a key "${softKey}"`);
  if ((softKey === '') === (address.url === undefined)) {
    throw new PageRefused(`key "${key}" needs either <URL> or <SoftKey>`);
  }
  const label = evaluateCallbacks(textOf(childOf(item, 'label')) || key);
  return { key, label, ...(softKey === '' ? address : { softKey }) };
}

/** The rows of a menu or directory, and which of them is marked first. */
export function rowsOf(root: XmlElement): { rows: MenuRow[]; selected: number } {
  const items = childrenOf(root, 'menuitem', 'menu', 'directoryentry');
  const selected = items.findIndex((item) =>
    /^(true|yes|on)$/.test(item.attributes.get('sel') ?? ''),
  );
  return { rows: items.map(rowOf), selected: Math.max(selected, 0) };
}

function rowOf(item: XmlElement): MenuRow {
  const name = item.attributes.get('name') ?? textOf(childOf(item, 'name'));
  if (name === '') throw new PageRefused(`<${item.name}> has no name`);
  const details = childrenOf(item, 'subtext', 'extratext', 'extratext2').map(textOf);
  return {
    name: evaluateCallbacks(name),
    details: details.filter((detail) => detail !== '').map(evaluateCallbacks),
    softKeys: softKeysOf(item),
    ...dialOf(textOf(childOf(item, 'telephone'))),
    ...addressOf(childOf(item, 'url')),
  };
}

/** The address an element holds; nothing when it is missing or empty. */
export function addressOf(element: XmlElement | undefined): { url?: string } {
  const url = textOf(element);
  return url === '' ? {} : { url };
}

/** Blanks round a number are the phone's to trim; anything else in it has to be a number. */
function dialOf(telephone: string): { url?: string } {
  if (telephone === '') return {};
  const url = `snom://mb_nop#numberdial=${telephone.replaceAll('#', '%23')}`;
  parsePageAddress(url);
  return { url };
}
