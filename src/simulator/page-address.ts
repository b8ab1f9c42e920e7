import { PageRefused } from './page.ts';

/** One command in a phone-internal address, such as `numberdial=0301234`. */
export type Command = { readonly name: string; readonly value: string };

/** An address in a page: on a server, in the minibrowser itself, or built into the phone. */
export type PageAddress =
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'phone'; readonly exits: boolean; readonly commands: readonly Command[] }
  | { readonly kind: 'file' };

const COMMANDS =
  /^(numberdial|key|sub|sel|menu|go_back|clearvar|calllistclear|applyline|reregister|unregister|reboot|mjpg|mjpg_stop|var:\w+)$/;
const DIALLABLE = /^(?:[0-9+*]|%23)+$/;

/**
 * Reads an address in a page.
 *
 * Throws PageRefused for one that isn't absolute, carries characters that have to be
 * percent-encoded, dials something other than a number, or needs a trusted host (`set:` and such).
 * See https://service.snom.com/display/wiki/Fragments
 */
export function parsePageAddress(url: string): PageAddress {
  if (/[^\u0021-\u007e]/.test(url)) throw new PageRefused(`unencoded characters in "${url}"`);
  const [, path, fragment = ''] = /^(?:snom|phone):\/\/(mb_exit|mb_nop)(?:#(.*))?$/.exec(url) ?? [];
  if (path !== undefined) {
    const commands = fragment === '' ? [] : fragment.split('&').map(parseCommand);
    return { kind: 'phone', exits: path === 'mb_exit', commands };
  }
  if (url.startsWith('file:///')) return { kind: 'file' };
  const host = /^https?:\/\/[^/?#]/.test(url) && URL.canParse(url) ? new URL(url).hostname : '';
  if (host === '') throw new PageRefused(`not an absolute address: "${url}"`);
  if (host === '0.0.0.0' || host === '[::]') throw new PageRefused(`no phone reaches "${url}"`);
  return { kind: 'web', url };
}

function parseCommand(text: string): Command {
  const [, name = text, value = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  if (!COMMANDS.test(name)) throw new PageRefused(`"${text}" is unknown or needs a trusted host`);
  if (name === 'numberdial' && !DIALLABLE.test(value)) {
    throw new PageRefused(`"${value}" is not a number to dial`);
  }
  return { name, value: name === 'numberdial' ? value.replaceAll('%23', '#') : value };
}
