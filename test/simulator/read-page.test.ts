import { describe, expect, it } from 'vitest';
import { PageRefused } from '../../src/simulator/page.ts';
import { readPage } from '../../src/simulator/read-page.ts';

const read = (xml: string, model = 'D785') => readPage(xml, model);
const text = (inner: string, attributes = '') =>
  `<SnomIPPhoneText ${attributes}><Title>T</Title>${inner}</SnomIPPhoneText>`;
const menu = (inner: string) => `<SnomIPPhoneMenu><Title>T</Title>${inner}</SnomIPPhoneMenu>`;
const frame = { title: 'T', state: 'only_mb', track: true, softKeys: [] };

describe('readPage', () => {
  it('reads a caller card', () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
      <SnomIPPhoneText state="relevant" track="no" document_id="card">
        <Title>Erika Müller</Title>
        <Text>
          <br/>Käuferin
          aus Köln<br/>+49 170 1234567</Text>
        <fetch mil="60000">snom://mb_exit</fetch>
        <SoftKeyItem><Name>F1</Name><Label>Mehr</Label><URL>http://a/b?c=1&amp;d=2</URL></SoftKeyItem>
      </SnomIPPhoneText>`;
    expect(read(xml)).toEqual({
      kind: 'text',
      title: 'Erika Müller',
      state: 'relevant',
      track: false,
      lines: ['Käuferin aus Köln', '+49 170 1234567'],
      softKeys: [{ key: 'F1', label: 'Mehr', url: 'http://a/b?c=1&d=2' }],
      fetch: { afterMs: 60000, url: 'snom://mb_exit' },
    });
  });

  it('reads a menu with names as attributes or elements', () => {
    const xml = menu(
      '<MenuItem name="A"><ExtraText>0301</ExtraText><URL>snom://mb_nop#numberdial=0301</URL></MenuItem>' +
        '<MenuItem sel="true"><Name>B</Name></MenuItem>',
    );
    expect(read(xml)).toEqual({
      kind: 'menu',
      ...frame,
      rows: [
        { name: 'A', details: ['0301'], softKeys: [], url: 'snom://mb_nop#numberdial=0301' },
        { name: 'B', details: [], softKeys: [] },
      ],
      selected: 1,
    });
  });

  it('reads an input page and shows its display name as title', () => {
    const xml =
      '<SnomIPPhoneInput track="no"><Title>not shown</Title>' +
      '<Url input_required="yes">http://a/s?q=__X__</Url><InputItem><DisplayName>Name</DisplayName>' +
      '<InputToken>__X__</InputToken><DefaultValue>Mü</DefaultValue><InputFlags>a</InputFlags>' +
      '</InputItem></SnomIPPhoneInput>';
    expect(read(xml)).toEqual({
      kind: 'input',
      ...frame,
      track: false,
      title: 'Name',
      url: 'http://a/s?q=__X__',
      token: '__X__',
      initial: 'Mü',
      required: true,
    });
  });

  it('reads a directory as a menu whose rows dial', () => {
    const xml =
      '<SnomIPPhoneDirectory><Title>T</Title><DirectoryEntry><Name>A</Name>' +
      '<Telephone> *21# </Telephone></DirectoryEntry></SnomIPPhoneDirectory>';
    expect(read(xml)).toMatchObject({
      kind: 'menu',
      rows: [{ name: 'A', url: 'snom://mb_nop#numberdial=*21%23' }],
    });
    expect(() => read(xml, 'D865')).toThrow('a D865 takes no <SnomIPPhoneDirectory>');
  });

  it('reads silent pages and the end of the minibrowser', () => {
    expect(read('<exit/>')).toEqual({ kind: 'exit' });
    expect(
      read(
        '<IPPhoneSilent document_id="x"><fetch mil="10">phone://mb_exit</fetch></IPPhoneSilent>',
      ),
    ).toEqual({ kind: 'silent', fetch: { afterMs: 10, url: 'phone://mb_exit' } });
  });

  it('ignores the case of tags and the prefix', () => {
    expect(read('<ipphonetext><TITLE>T</TITLE><TEXT>a<BR/>b</TEXT></ipphonetext>')).toEqual({
      kind: 'text',
      ...frame,
      lines: ['a', 'b'],
    });
  });

  it('lets a title attribute win and an empty fetch do nothing', () => {
    expect(read(text('<fetch mil="1"></fetch>', 'title="U"'))).toEqual({
      kind: 'text',
      ...frame,
      title: 'U',
      lines: [''],
    });
  });

  it('shows where foreign text would be evaluated', () => {
    const page = read(
      '<SnomIPPhoneText title="$(set:http_pass)"><Text>$[x] $(a b) $ (c) $(urlencode:$(d))</Text>' +
        '</SnomIPPhoneText>',
    );
    expect(page).toMatchObject({
      title: '«EVALUATED:set:http_pass»',
      lines: ['«EVALUATED:x» $(a b) $ (c) «EVALUATED:urlencode:«EVALUATED:d»»'],
    });
  });

  it.each([
    ['malformed XML', '<SnomIPPhoneText><Text>a & b</Text></SnomIPPhoneText>', 'not XML'],
    ['mis-decoded text', text('<Text>M\uFFFDller</Text>'), 'not UTF-8'],
    ['a page of another make', '<CiscoIPPhoneText/>', 'root <CiscoIPPhoneText>'],
    ['HTML', '<html/>', 'root <html>'],
    ['a root without IPPhone', '<Text/>', 'root <Text>'],
    ['an unknown state', text('', 'state="visible"'), 'illegal value state="visible"'],
    ['a state in another case', text('', 'state="Relevant"'), 'illegal value'],
    ['a yes in another language', text('', 'track="nein"'), 'illegal value'],
    ['an unknown attribute', text('', 'timeout="5"'), 'unknown attribute timeout'],
    ['a menu attribute on a text page', text('', 'speedselect="off"'), 'unknown attribute'],
    ['an unknown element', text('<Footer>x</Footer>'), 'unknown <Footer>'],
    ['a menu item in a text page', text('<MenuItem name="a"/>'), 'unknown <MenuItem>'],
    ['markup in text', text('<Text><b>x</b></Text>'), 'unknown <b>'],
    ['text between elements', text('loose'), 'text "loose"'],
    ['a condition', text('<If condition="1"/>'), 'beyond this simulator'],
    ['a title of two lines', '<SnomIPPhoneText title="a&#10;b"/>', 'more than one line'],
    [
      'a title element of two lines',
      '<SnomIPPhoneText><Title>a\nb</Title></SnomIPPhoneText>',
      'more than one line',
    ],
    ['a relative address', menu('<MenuItem name="a"><URL>/b</URL></MenuItem>'), 'not an absolute'],
    [
      'an address without host',
      menu('<MenuItem name="a"><URL>http:///b</URL></MenuItem>'),
      'not an absolute',
    ],
    [
      'an address no phone reaches',
      text('<fetch mil="1">http://0.0.0.0/</fetch>'),
      'no phone reaches',
    ],
    ['a raw blank in an address', text('<fetch mil="1">http://a/b c</fetch>'), 'unencoded'],
    ['an umlaut in an address', text('<fetch mil="1">http://a/ü</fetch>'), 'unencoded'],
    [
      'a wrong detail address',
      menu('<MenuItem name="a"><DetailUrl>b</DetailUrl></MenuItem>'),
      'not an absolute',
    ],
    [
      'letters to dial',
      text('<fetch mil="1">snom://mb_nop#numberdial=abc</fetch>'),
      'not a number',
    ],
    ['nothing to dial', text('<fetch mil="1">snom://mb_exit#numberdial=</fetch>'), 'not a number'],
    [
      'a raw # in a number',
      text('<fetch mil="1">snom://mb_nop#numberdial=*21#</fetch>'),
      'not a number',
    ],
    [
      'a privileged command',
      text('<fetch mil="1">snom://mb_exit#set:dnd_mode=on</fetch>'),
      'trusted host',
    ],
    [
      'a phone-internal path it has not',
      text('<fetch mil="1">snom://mb_back</fetch>'),
      'not an absolute',
    ],
    ['a fetch without time', text('<fetch>snom://mb_exit</fetch>'), 'no "mil"'],
    ['a fetch after words', text('<fetch mil="soon">snom://mb_exit</fetch>'), 'illegal value mil'],
    [
      'two fetches',
      text('<fetch mil="1">snom://mb_exit</fetch><fetch mil="2">snom://mb_exit</fetch>'),
      'more than one',
    ],
    [
      'an unknown key',
      text('<SoftKeyItem><Name>F5</Name><URL>http://a/</URL></SoftKeyItem>'),
      'no phone has a key "F5"',
    ],
    [
      'a key stands for an unknown one',
      text('<SoftKeyItem><Name>F1</Name><SoftKey>OK</SoftKey></SoftKeyItem>'),
      'key "OK"',
    ],
    [
      'a key that does nothing',
      text('<SoftKeyItem><Name>F1</Name><Label>a</Label></SoftKeyItem>'),
      'either <URL> or <SoftKey>',
    ],
    [
      'a key defined twice',
      text('<SoftKeyItem><Name>F1</Name><URL>http://a/</URL></SoftKeyItem>'.repeat(2)),
      'defined twice',
    ],
    ['a menu item without name', menu('<MenuItem><URL>http://a/</URL></MenuItem>'), 'no name'],
    [
      'a silent page that shows something',
      '<SnomIPPhoneSilent><Title>a</Title></SnomIPPhoneSilent>',
      'unknown <Title>',
    ],
    [
      'an input page without token',
      '<SnomIPPhoneInput><Url>http://a/</Url></SnomIPPhoneInput>',
      'needs <Url>',
    ],
    [
      'an unknown input flag',
      '<SnomIPPhoneInput><Url>http://a/?X</Url><InputItem><InputToken>X</InputToken>' +
        '<InputFlags>z</InputFlags></InputItem></SnomIPPhoneInput>',
      'InputFlags "z"',
    ],
  ])('refuses %s', (_what, xml, message) => {
    expect(() => read(xml)).toThrow(PageRefused);
    expect(() => read(xml)).toThrow(message);
  });
});
