import { PageRefused } from './page.ts';
import { parsePageAddress } from './page-address.ts';
import type { XmlElement } from './xml.ts';
import { textOf } from './xml-element.ts';

type Rule = {
  readonly attributes?: readonly string[];
  readonly children?: Readonly<Record<string, Rule>>;
  readonly mixed?: true;
};

const TEXT: Rule = {};
const LINK: Rule = { attributes: ['track', 'new_context'] };
const SOFT_KEY: Rule = { children: { name: TEXT, label: TEXT, url: LINK, softkey: TEXT } };
const SIZE = { locationx: TEXT, locationy: TEXT, width: TEXT, height: TEXT };
const IMAGE: Rule = { attributes: ['default'], children: { ...SIZE, url: TEXT } };
const FETCH: Rule = { attributes: ['mil'] };
const COMMON = {
  title: TEXT,
  fetch: FETCH,
  softkeyitem: SOFT_KEY,
  led: { attributes: ['number', 'color'] },
};
const MENU_ITEM: Rule = {
  attributes: ['name', 'id', 'sel'],
  children: {
    name: TEXT,
    url: LINK,
    softkey: TEXT,
    icon: TEXT,
    image: { attributes: ['default'] },
    on_selected: TEXT,
    on_deselected: TEXT,
    sort_key: TEXT,
    itemdata: TEXT,
    variable: TEXT,
    subtext: TEXT,
    extratext: TEXT,
    extratext2: TEXT,
    icontype: TEXT,
    detailurl: TEXT,
    softkeyitem: SOFT_KEY,
  },
};
const ENTRY: Rule = { attributes: ['sel'], children: { name: TEXT, telephone: TEXT } };
const INPUT_ITEM: Rule = {
  children: {
    displayname: TEXT,
    inputtoken: TEXT,
    defaultvalue: TEXT,
    inputflags: TEXT,
    inputmask: TEXT,
    inputmodefixed: TEXT,
  },
};
const ANY_ROOT =
  'title state track document_id id sort selectable dtmf predict show_line_info_layer';
const LIST = `${ANY_ROOT} has_scrollbar speedselect`;
const LAYOUT = 'icon_xoffset text_xoffset line_separator line_yoffset';

const ROOTS: Readonly<Record<string, Rule>> = {
  text: {
    attributes: `${ANY_ROOT} has_scrollbar clearlight`.split(' '),
    children: {
      ...COMMON,
      prompt: TEXT,
      text: { children: { br: { children: {} } }, mixed: true },
      locationx: TEXT,
      locationy: TEXT,
      image: IMAGE,
    },
  },
  menu: {
    attributes: `${LIST} ${LAYOUT}`.split(' '),
    children: {
      ...COMMON,
      menuitem: MENU_ITEM,
      menu: MENU_ITEM,
      listindicator: { attributes: ['count', 'active_page'], children: {} },
    },
  },
  directory: {
    attributes: LIST.split(' '),
    children: { ...COMMON, prompt: TEXT, directoryentry: ENTRY },
  },
  input: {
    attributes: ANY_ROOT.split(' '),
    children: { ...COMMON, url: { attributes: ['input_required'] }, inputitem: INPUT_ITEM },
  },
  silent: { attributes: ANY_ROOT.split(' '), children: { fetch: FETCH } },
  exit: { children: {} },
};

const YES_NO = /^(true|false|yes|no|on|off)$/;
const BOOLEANS = 'track sort selectable dtmf predict has_scrollbar new_context sel'.split(' ');
const NUMBER = /^\d+$/;
const VALUES: Readonly<Record<string, RegExp>> = {
  state: /^(relevant|only_mb|others_except_mb)$/,
  show_line_info_layer: /^(on|off|smart)$/,
  speedselect: /^(off|select|enter)$/,
  color: /^(red|green|orange|redgreen|greenorange)$/,
  clearlight: /^(true|false)$/,
  input_required: /^(yes|no)$/,
  mil: NUMBER,
  number: NUMBER,
  ...Object.fromEntries(BOOLEANS.map((name) => [name, YES_NO])),
};

/** The kind of page whose root this is, after checking every element and attribute in it. */
export function checkPage(root: XmlElement): string {
  const kind = root.name.toLowerCase().replace(/^(snom)?ipphone/, '');
  const rule = kind === root.name.toLowerCase() && kind !== 'exit' ? undefined : ROOTS[kind];
  if (rule === undefined) throw new PageRefused(`no page has the root <${root.name}>`);
  checkElement(root, rule);
  return kind;
}

function checkElement(element: XmlElement, rule: Rule): void {
  for (const [name, value] of element.attributes) checkAttribute(element, rule, name, value);
  if (/^(fetch|(detail)?url)$/i.test(element.name) && textOf(element) !== '') {
    parsePageAddress(textOf(element));
  }
  for (const part of element.content) {
    if (typeof part === 'object') checkElement(part, ruleFor(part, element, rule));
    else if (rule.children && !rule.mixed && part.trim() !== '') {
      throw new PageRefused(`text "${part.trim()}" directly in <${element.name}>`);
    }
  }
}

function checkAttribute(element: XmlElement, rule: Rule, name: string, value: string): void {
  if (name.startsWith('xmlns:') || name.startsWith('xsi:')) return;
  const where = `${name}="${value}" on <${element.name}>`;
  if (!rule.attributes?.includes(name)) throw new PageRefused(`unknown attribute ${where}`);
  if (VALUES[name]?.test(value) === false) throw new PageRefused(`illegal value ${where}`);
}

function ruleFor(child: XmlElement, parent: XmlElement, rule: Rule): Rule {
  const name = child.name.toLowerCase();
  if (/^(if|elif|else|repeat|inputfield)$/.test(name)) {
    throw new PageRefused(`<${child.name}> is beyond this simulator`);
  }
  const found = rule.children?.[name];
  if (found === undefined) throw new PageRefused(`unknown <${child.name}> in <${parent.name}>`);
  return found;
}
