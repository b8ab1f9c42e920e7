import { evaluateCallbacks } from './callbacks.ts';
import type { PhoneAnswer } from './http-get.ts';
import type { InputPage, KeyState, Page, PageFrame } from './page.ts';
import { PageRefused } from './page.ts';
import { addressOf, fetchOf, rowsOf, softKeysOf } from './page-items.ts';
import { checkPage } from './page-rules.ts';
import type { XmlElement } from './xml.ts';
import { parseXml } from './xml.ts';
import { childOf, textOf } from './xml-element.ts';

/** The page a server answered with; nothing when there is none to show or the answer is no 2xx. */
export function readAnswer(answer: PhoneAnswer, model: string): Page | undefined {
  const { status, contentType, body } = answer;
  if (status < 200 || status > 299 || body.trim() === '') return undefined;
  if (/^(text|application)\/(\w+\+)?xml\b/i.test(contentType)) return readPage(body, model);
  if (!body.trim().startsWith('<')) return undefined;
  throw new PageRefused(`"${contentType}" is not a Content-Type of pages`);
}

/**
 * The page in a document as the phone shows it, callbacks evaluated.
 *
 * Throws PageRefused when a phone would not take it or its maker's documentation forbids it.
 * Models of the D8xx line take no directory objects.
 */
export function readPage(xml: string, model: string): Page {
  const root = parse(xml);
  const kind = checkPage(root);
  if (kind === 'exit') return { kind };
  if (kind === 'silent') return { kind, ...fetchOf(root) };
  const frame = frameOf(root);
  if (kind === 'input') return { ...frame, kind, ...inputOf(root) };
  if (kind === 'text') return { kind, ...frame, lines: linesOf(childOf(root, 'text')) };
  if (kind === 'directory' && /^D8/.test(model)) {
    throw new PageRefused(`a ${model} takes no <${root.name}>`);
  }
  return { kind: 'menu', ...frame, ...rowsOf(root) };
}

function parse(xml: string): XmlElement {
  if (xml.includes('\uFFFD')) throw new PageRefused('the page is not UTF-8');
  try {
    return parseXml(xml);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new PageRefused(`the page is not XML: ${problem}`, { cause: error });
  }
}

function frameOf(root: XmlElement): PageFrame {
  const title = root.attributes.get('title') ?? textOf(childOf(root, 'title'));
  if (title.includes('\n')) throw new PageRefused('the title has more than one line');
  return {
    title: evaluateCallbacks(title),
    state: stateOf(root),
    track: !/^(no|off|false)$/.test(root.attributes.get('track') ?? 'yes'),
    softKeys: softKeysOf(root),
    ...fetchOf(root),
  };
}

function stateOf(root: XmlElement): KeyState {
  const state = root.attributes.get('state');
  return state === 'relevant' || state === 'others_except_mb' ? state : 'only_mb';
}

function inputOf(root: XmlElement): Omit<InputPage, 'kind' | Exclude<keyof PageFrame, 'title'>> {
  const item = childOf(root, 'inputitem');
  const link = childOf(root, 'url');
  const { url } = addressOf(link);
  const token = textOf(childOf(item, 'inputtoken'));
  if (url === undefined || token === '' || !url.includes(token)) {
    throw new PageRefused('an input page needs <Url> with the <InputToken> in it');
  }
  const flags = textOf(childOf(item, 'inputflags'));
  if (!/^(a|t|n|e|u|l|p|pn)?$/.test(flags)) throw new PageRefused(`unknown InputFlags "${flags}"`);
  return {
    title: evaluateCallbacks(textOf(childOf(item, 'displayname'))),
    url,
    token,
    initial: evaluateCallbacks(textOf(childOf(item, 'defaultvalue'))),
    required: link?.attributes.get('input_required') === 'yes',
  };
}

function linesOf(text: XmlElement | undefined): string[] {
  const source = (text?.content ?? []).map((part) =>
    typeof part === 'string' ? part.replace(/\s+/g, ' ') : '\n',
  );
  const lines = source
    .join('')
    .replace(/^\s*\n/, '')
    .split('\n');
  return lines.map((line) => evaluateCallbacks(line.trim()));
}
