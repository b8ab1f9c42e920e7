import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  fetchPhoneSettings,
  PhoneSettingsError,
  readPhoneSettings,
  requireSetting,
} from '../../src/simulator/phone-settings.ts';
import type { Product } from './product.ts';
import { startProduct } from './product.ts';

const wrap = (inner: string) =>
  `<settings><phone-settings e="2">${inner}</phone-settings></settings>`;

describe('readPhoneSettings', () => {
  it('decodes an address and leaves its variables alone', () => {
    const xml = wrap('<action_hold perm="R">http://a/e?mac=$mac&amp;call=$call-id</action_hold>');
    expect(readPhoneSettings(xml).get('action_hold')).toBe('http://a/e?mac=$mac&call=$call-id');
  });

  it('names indexed settings by their index', () => {
    const xml = wrap('<user_name idx="1">21</user_name><user_name idx="2">22</user_name>');
    expect([...readPhoneSettings(xml)]).toEqual([
      ['user_name1', '21'],
      ['user_name2', '22'],
    ]);
  });

  it('takes phone-settings as a file of its own', () => {
    const xml = '<phone-settings e="2"><language perm="RW">Deutsch</language></phone-settings>';
    expect(readPhoneSettings(xml).get('language')).toBe('Deutsch');
  });

  it.each([
    ['a raw ampersand', wrap('<action_hold>http://a/e?b=1&c=2</action_hold>'), 'not XML'],
    ['a missing end tag', '<settings><phone-settings>', 'not XML'],
    ['another root', '<html/>', 'the root is <html>'],
    [
      'a name with _url too many',
      wrap('<action_hold_url>http://a/e</action_hold_url>'),
      'no phone',
    ],
    [
      'a name of another make',
      wrap('<action_registered_url>http://a/e</action_registered_url>'),
      'no phone',
    ],
    ['a relative address', wrap('<action_hold>/snom/e</action_hold>'), 'is not an address'],
    [
      'a blank in an address',
      wrap('<action_hold>http://a/e?a=b c</action_hold>'),
      'is not an address',
    ],
    ['a setting given twice', wrap('<language>a</language><language>b</language>'), 'twice'],
    ['an unknown permission', wrap('<language perm="RO">a</language>'), 'perm="RO"'],
  ])('refuses %s', (_what, xml, message) => {
    expect(() => readPhoneSettings(xml)).toThrow(PhoneSettingsError);
    expect(() => readPhoneSettings(xml)).toThrow(message);
  });

  it('has no answer for a setting the server left out', () => {
    const settings = readPhoneSettings(wrap(''));
    expect(() => requireSetting(settings, 'action_hold')).toThrow('no "action_hold"');
  });
});

describe('fetchPhoneSettings', () => {
  let product: Product;
  beforeEach(async () => {
    product = await startProduct();
  });
  afterEach(() => product.stop());

  it('reads what a server hands out', async () => {
    product.answers.set('/settings.xml', product.settings());
    const settings = await fetchPhoneSettings(new URL('/settings.xml?mac=1', product.base).href);
    expect(settings.get('dkey_directory')).toBe(`url ${product.base}/directory?mac=$mac`);
    expect(settings.size).toBe(13);
  });

  it('asks about token and network when there is nothing at the address', async () => {
    product.answers.set('/settings.xml', { status: 404 });
    await expect(fetchPhoneSettings(new URL('/settings.xml', product.base).href)).rejects.toThrow(
      'is the token right',
    );
  });

  it('asks whether the server is running when nobody answers', async () => {
    const { origin } = new URL(product.base);
    await product.stop();
    await expect(fetchPhoneSettings(`${origin}/settings.xml`)).rejects.toThrow(
      /^no answer from http:\/\/127\.0\.0\.1:\d+ \(.*ECONNREFUSED.*\): is the server running there\?$/,
    );
  });
});
