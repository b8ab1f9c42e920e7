/** One element: its name as written, its attributes, and its content in document order. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: readonly (XmlElement | string)[];
};

type OpenElement = {
  name: string;
  attributes: Map<string, string>;
  content: (XmlElement | string)[];
};
type Token = Readonly<Record<string, string | undefined>>;

const S = '[ \\t\\n]';
const NAME = String.raw`[\p{L}_:][\p{L}\p{N}_:.\-]*`;
const EQUALS = `${S}*=${S}*`;
const QUOTED = `(?:"[^"<]*"|'[^'<]*')`;
const DECLARATION = new RegExp(
  String.raw`^<\?xml${S}+version${EQUALS}(?:"1\.0"|'1\.0')` +
    String.raw`(?:${S}+encoding${EQUALS}["'](?<encoding>[\w.-]+)["'])?` +
    String.raw`(?:${S}+standalone${EQUALS}["'](?:yes|no)["'])?${S}*\?>`,
);
const TOKEN = new RegExp(
  [
    `(?<comment><!--(?:(?!--)[^])*-->)`,
    String.raw`(?<instruction><\?(?!xml[\s?])${NAME}[^]*?\?>)`,
    String.raw`<!\[CDATA\[(?<cdata>[^]*?)\]\]>`,
    String.raw`<\/(?<close>${NAME})${S}*>`,
    `<(?<open>${NAME})(?<attributes>(?:${S}+${NAME}${EQUALS}${QUOTED})*)${S}*(?<empty>/?)>`,
    `(?<text>[^<]+)`,
  ].join('|'),
  'uy',
);
const ATTRIBUTE = new RegExp(`(?<name>${NAME})${EQUALS}(?<value>${QUOTED})`, 'gu');
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * The root element of a document.
 *
 * Throws a SyntaxError at the first departure from well-formed XML 1.0. Parsers made for convenience
 * forgive a raw `&` or a missing end tag, and a mistake they forgive is found on the phone only.
 * Document types are refused: no phone page or settings file has one.
 */
export function parseXml(text: string): XmlElement {
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const illegal = ILLEGAL.exec(source);
  if (illegal) throw failure(source, illegal.index, 'a character that XML forbids');
  const document: OpenElement = { name: '', attributes: new Map(), content: [] };
  const open: OpenElement[] = [document];
  let at = skipDeclaration(source);
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source)?.groups;
    if (token === undefined) throw failure(source, at, 'not well-formed');
    try {
      take(token, open);
    } catch (error) {
      throw failure(source, at, error instanceof Error ? error.message : String(error));
    }
    at = TOKEN.lastIndex;
  }
  if (open.length > 1) throw failure(source, at, `<${open.at(-1)?.name}> is never closed`);
  const [root] = document.content;
  if (typeof root !== 'object') throw failure(source, at, 'there is no root element');
  return root;
}

function skipDeclaration(source: string): number {
  const declaration = DECLARATION.exec(source);
  const encoding = declaration?.groups?.['encoding'] ?? 'utf-8';
  if (encoding.toLowerCase() !== 'utf-8') throw failure(source, 0, `encoding "${encoding}"`);
  return declaration?.[0].length ?? 0;
}

function take(token: Token, open: OpenElement[]): void {
  const parent = open.at(-1);
  if (parent === undefined) return;
  const { text, cdata, close, open: name, attributes = '', empty } = token;
  if (close !== undefined) {
    if (open.length === 1 || parent.name !== close) throw new SyntaxError(`stray </${close}>`);
    open.pop();
  } else if (name !== undefined) {
    if (open.length === 1 && parent.content.length > 0) throw new SyntaxError('a second root');
    const element = { name, attributes: readAttributes(attributes), content: [] };
    parent.content.push(element);
    if (empty !== '/') open.push(element);
  } else if (text !== undefined || cdata !== undefined) {
    takeText(cdata ?? decode(text ?? ''), open.length === 1, parent);
  }
}

function takeText(text: string, outside: boolean, parent: OpenElement): void {
  if (!outside) parent.content.push(text);
  else if (/[^ \t\n]/.test(text)) throw new SyntaxError('text outside of the root element');
}

function readAttributes(source: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { groups } of source.matchAll(ATTRIBUTE)) {
    const name = groups?.['name'] ?? '';
    if (found.has(name)) throw new SyntaxError(`attribute "${name}" twice`);
    found.set(name, decode((groups?.['value'] ?? '').slice(1, -1).replace(/[\n\t]/g, ' ')));
  }
  return found;
}

function decode(text: string): string {
  if (text.includes(']]>')) throw new SyntaxError('"]]>" in text');
  return text.replace(/&([^;&\s]*;?)/g, (reference, body: string) => {
    const [, hex, decimal, name] = /^(?:#x([\da-fA-F]+)|#(\d+)|(\w+));$/.exec(body) ?? [];
    const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
    const known = name === undefined ? character(code) : ENTITIES[name];
    if (known === undefined) throw new SyntaxError(`raw & or unknown entity "${reference}"`);
    return known;
  });
}

function character(code: number): string | undefined {
  if (!(code <= 0x10ffff)) return undefined;
  const text = String.fromCodePoint(code);
  return ILLEGAL.test(text) ? undefined : text;
}

function failure(source: string, at: number, problem: string): SyntaxError {
  const before = source.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new SyntaxError(`${problem} (line ${before.length}, column ${column})`);
}
