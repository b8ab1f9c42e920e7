import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { parseXml } from '../../src/simulator/xml.ts';

describe('parseXml', () => {
  it('keeps elements and text in their order', () => {
    const root = parseXml('<?xml version="1.0" encoding="utf-8"?>\n<T a="1">x<br/>y</T>\n');
    expect(root.name).toBe('T');
    expect(root.attributes.get('a')).toBe('1');
    expect(root.content.map((part) => (typeof part === 'string' ? part : part.name))).toEqual([
      'x',
      'br',
      'y',
    ]);
  });

  it('decodes each reference once', () => {
    const root = parseXml(`<T a="&quot;&#10;">&amp;lt; &amp;#60; &lt;&#xE4;&#60171;</T>`);
    expect(root.content).toEqual(['&lt; &#60; <ä\uEB0B']);
    expect(root.attributes.get('a')).toBe('"\n');
  });

  it('takes CDATA as it is and skips comments and instructions', () => {
    expect(parseXml('<T><!-- & --><?go on?><![CDATA[a & b]]></T>').content).toEqual(['a & b']);
  });

  it('reads whatever text a real XML writer puts out', () => {
    const legal = fc
      .string({ unit: 'binary' })
      .map((text) => text.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''));
    fc.assert(
      fc.property(legal, legal, (text, attribute) => {
        const value = attribute.replace(/[\t\n]/g, ' ');
        const xml = create().ele('T', { a: value }).txt(text).end();
        const root = parseXml(xml);
        expect(root.attributes.get('a')).toBe(value);
        expect(root.content.join('')).toBe(text);
      }),
    );
  });

  it.each([
    ['a raw ampersand', '<T>a & b</T>'],
    ['a raw ampersand in an address', '<T>?a=1&b=2</T>'],
    ['a raw ampersand in an attribute', '<T a="1&2"/>'],
    ['an unknown entity', '<T>&nbsp;</T>'],
    ['a reference without its semicolon', '<T>&amp</T>'],
    ['a reference to a forbidden character', '<T>&#1;</T>'],
    ['a reference beyond Unicode', '<T>&#x110000;</T>'],
    ['a control character', '<T>\u0001</T>'],
    ['half a surrogate pair', '<T>\uD800</T>'],
    ['an end tag of another element', '<T><b></T></b>'],
    ['an end tag too many', '<T/></T>'],
    ['a missing end tag', '<T><b></b>'],
    ['two roots', '<T/><T/>'],
    ['text after the root', '<T/>x'],
    ['an attribute twice', '<T a="1" a="2"/>'],
    ['an attribute without quotes', '<T a=1/>'],
    ['attributes without a blank between', '<T a="1"b="2"/>'],
    ['a < in an attribute', '<T a="<"/>'],
    ['a < in text', '<T>1 < 2</T>'],
    [']]> in text', '<T>]]></T>'],
    ['two hyphens in a comment', '<T><!-- a -- b --></T>'],
    ['a byte-order mark', '\uFEFF<T/>'],
    ['a no-break space between attributes', '<T a="1"\u00A0b="2"/>'],
    ['a blank line before the declaration', '\n<?xml version="1.0"?><T/>'],
    ['another encoding', '<?xml version="1.0" encoding="iso-8859-1"?><T/>'],
    ['a document type', '<!DOCTYPE T><T/>'],
    ['an empty document', ''],
    ['plain text', 'OK'],
  ])('refuses %s', (_what, xml) => {
    expect(() => parseXml(xml)).toThrow(SyntaxError);
  });

  it('says where the document goes wrong', () => {
    expect(() => parseXml('<T>\n  <b>x & y</b>\n</T>')).toThrow(
      'raw & or unknown entity "&" (line 2, column 6)',
    );
  });
});
