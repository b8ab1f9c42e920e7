import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../src/simulator/xml.ts';
import { INPUT_TOKEN, type Page, toDialUrl } from '../../src/snom/page.ts';
import { cleanText, toXml } from '../../src/snom/xml.ts';

const CARD = {
  kind: 'text',
  title: 'Anruf',
  lines: ['Anna Berger', 'Berger & Söhne', '0170 1234567'],
  isCallerCard: true,
  keys: [{ name: 'F4', label: 'Zu', url: 'snom://mb_exit' }],
  fetch: { afterMs: 5000, url: 'http://10.0.0.5/card/1?a=1&b=2' },
} satisfies Page;

const MENU: Page = {
  kind: 'menu',
  title: 'berger (1/2)',
  rows: [
    {
      name: 'Anna "Änni" Berger · Mobil',
      extra: '0170 1234567',
      url: 'snom://mb_nop#numberdial=+491701234567',
      keys: [{ name: 'F3', label: 'Details', url: 'http://10.0.0.5/contacts/1' }],
    },
  ],
  keys: [{ name: 'F2', label: 'Nächste', url: 'http://10.0.0.5/s?q=b&page=2' }],
};

const INPUT: Page = {
  kind: 'input',
  prompt: 'Name',
  url: `http://10.0.0.5/search?q=${INPUT_TOKEN}`,
  keys: [],
};

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';

describe('toXml', () => {
  it('writes a caller card that leaves the call’s keys alone and looks after itself', () => {
    expect(toXml(CARD)).toBe(
      `${DECLARATION}<SnomIPPhoneText state="relevant" track="no"><Title>Anruf</Title>` +
        '<Text>Anna Berger<br/>Berger &amp; Söhne<br/>0170 1234567</Text>' +
        '<fetch mil="5000">http://10.0.0.5/card/1?a=1&amp;b=2</fetch>' +
        '<SoftKeyItem><Name>F4</Name><Label>Zu</Label><URL>snom://mb_exit</URL></SoftKeyItem>' +
        '</SnomIPPhoneText>',
    );
  });

  it('writes a menu whose rows dial', () => {
    expect(toXml(MENU)).toBe(
      `${DECLARATION}<SnomIPPhoneMenu><Title>berger (1/2)</Title>` +
        '<MenuItem name="Anna &quot;Änni&quot; Berger · Mobil">' +
        '<URL>snom://mb_nop#numberdial=+491701234567</URL><ExtraText>0170 1234567</ExtraText>' +
        '<SoftKeyItem><Name>F3</Name><Label>Details</Label>' +
        '<URL>http://10.0.0.5/contacts/1</URL></SoftKeyItem></MenuItem>' +
        '<SoftKeyItem><Name>F2</Name><Label>Nächste</Label>' +
        '<URL>http://10.0.0.5/s?q=b&amp;page=2</URL></SoftKeyItem></SnomIPPhoneMenu>',
    );
  });

  it('writes an input page in the form with a token', () => {
    expect(toXml(INPUT)).toBe(
      `${DECLARATION}<SnomIPPhoneInput track="no"><Url>http://10.0.0.5/search?q=__Q__</Url>` +
        '<InputItem><DisplayName>Name</DisplayName><InputToken>__Q__</InputToken>' +
        '<DefaultValue/><InputFlags>a</InputFlags></InputItem></SnomIPPhoneInput>',
    );
  });

  it('writes a page that leaves at once', () => {
    expect(toXml({ kind: 'exit', keys: CARD.keys })).toBe(
      `${DECLARATION}<SnomIPPhoneText state="relevant" track="no"><Title/><Text/>` +
        '<fetch mil="1">snom://mb_exit</fetch>' +
        '<SoftKeyItem><Name>F4</Name><Label>Zu</Label><URL>snom://mb_exit</URL></SoftKeyItem>' +
        '</SnomIPPhoneText>',
    );
  });

  it('shows hostile names as text', () => {
    const lines = ['</Text><fetch mil="1">http://evil</fetch>', '$(set:http_pass) $[x]'];
    const xml = toXml({ ...CARD, lines });
    const page = new XMLParser({ ignoreAttributes: false }).parse(xml)['SnomIPPhoneText'];
    expect(page['fetch']['#text']).toContain('http://10.0.0.5/');
    expect(page['Text']['#text']).toContain('</Text><fetch mil="1">http://evil</fetch>');
    expect(page['Text']['#text']).toContain('$ (set:http_pass) $ [x]');
    expect(xml).not.toMatch(/\$[([]/);
  });

  it.each(['R&D; GmbH', 'Müller&nbsp;Söhne', '&#0;', '&lt;b&gt;', '&amp;'])(
    'shows %s as it was typed, for it is no entity',
    (name) => {
      const page = new XMLParser().parse(toXml({ ...CARD, lines: [name], title: name }));
      expect(page['SnomIPPhoneText']['Title']).toBe(name);
      expect(toXml({ ...CARD, title: name })).toContain(
        `<Title>${name.replaceAll('&', '&amp;')}</Title>`,
      );
    },
  );

  it('is well formed whatever text comes, for two independent parsers', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const pages: readonly Page[] = [
          { ...CARD, title: one, lines: [other, one] },
          { ...MENU, title: one, rows: [{ name: other, extra: one, url: 'snom://mb_nop' }] },
          { ...INPUT, prompt: one },
        ];
        for (const xml of pages.map(toXml)) {
          expect(XMLValidator.validate(xml)).toBe(true);
          expect(() => parseXml(xml)).not.toThrow();
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('cleanText', () => {
  it('bounds text at 200 characters and counts characters, not halves of them', () => {
    expect([...cleanText('😀'.repeat(300))].length).toBe(200);
    expect(cleanText('😀'.repeat(300))).toBe(`${'😀'.repeat(199)}…`);
  });

  it('makes one line of several', () => {
    expect(cleanText(' a\r\n\tb\u0000c ')).toBe('a b c');
  });
});

describe('toDialUrl', () => {
  it.each([
    ['+49 170 1234567', 'snom://mb_nop#numberdial=+491701234567'],
    ['*21#', 'snom://mb_nop#numberdial=*21%23'],
    ['abc', undefined],
  ])('%s becomes %s', (number, url) => {
    expect(toDialUrl(number)).toBe(url);
  });
});
