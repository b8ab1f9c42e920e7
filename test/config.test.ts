import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { SETTINGS } from '../src/settings.ts';

const complaints = (environment: Record<string, string>) => parseConfig(environment).complaints;

describe('parseConfig', () => {
  it('needs no setting at all, and takes an empty one as not set', () => {
    expect(parseConfig({}).config).toMatchObject({ port: 8080, language: 'de', cardMs: 60_000 });
    expect(parseConfig({ PORT: '', PROPSTACK_API_KEY: ' ' })).toEqual(parseConfig({}));
  });

  it('reads what an office would set', () => {
    const { config } = parseConfig({
      PORT: '9000',
      PROPSTACK_API_KEY: ' key ',
      PROPSTACK_API_URL: 'https://crm.example/v1/',
      AREA_CODE: '30',
      OUTSIDE_PREFIX: '0',
      RING_GROUP_SECONDS: '0.5',
      PHONE_NETWORKS: '10.0.0.0/8, fd00::/8',
      TRUST_PROXY: '127.0.0.1',
      JOURNAL_INTERNAL: 'on',
      DIAL_FORMAT: '00',
    });
    expect(config).toMatchObject({
      port: 9000,
      apiKey: 'key',
      apiUrl: 'https://crm.example/v1',
      plan: { country: 'DE', areaCode: '30', outsidePrefix: '0', extensionDigits: 5 },
      phoneNetworks: ['10.0.0.0/8', 'fd00::/8'],
      trustedProxies: ['127.0.0.1'],
      journal: { settleMs: 500, internal: true },
      dialFormat: '00',
    });
  });

  it('complains about everything at once, with name, value and remedy', () => {
    expect(
      complaints({ PORT: 'banana', TIME_ZONE: 'Mars/Base', JOURNAL_VIA: 'fax', LOG_LEVL: 'info' }),
    ).toEqual([
      'PORT is "banana": give a number from 1 to 65535',
      'TIME_ZONE is "Mars/Base": give an IANA time zone, such as Europe/Berlin',
      'JOURNAL_VIA is "fax": give one of: 3cx, phone, task, off',
      'LOG_LEVL is no setting: did you mean LOG_LEVEL?',
    ]);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '1.5'],
    ['PUBLIC_URL', 'ftp://x'],
    ['PROPSTACK_API_URL', 'api.propstack.de'],
    ['PROPSTACK_API_KEY', 'two words'],
    ['PHONE_TOKEN', 'short'],
    ['PHONE_TOKEN', 'a'.repeat(65)],
    ['PHONE_TOKEN', 'no/slashes/allowed'],
    ['PHONE_NETWORKS', '10.0.0.0/33'],
    ['PHONE_NETWORKS', 'everyone'],
    ['TRUST_PROXY', 'on'],
    ['COUNTRY', 'DEU'],
    ['AREA_CODE', '030'],
    ['OUTSIDE_PREFIX', '#'],
    ['DIAL_FORMAT', '0049'],
    ['EXTENSION_DIGITS', '-1'],
    ['MAIN_NUMBER', 'ask Anna'],
    ['UI_LANGUAGE', 'fr'],
    ['CARD_SECONDS', 'soon'],
    ['CONTACT_URL', 'https://crm.example/'],
    ['LOOKUP_BUDGET_MS', '0.5'],
    ['PROPSTACK_RATE_PER_MINUTE', '0'],
    ['JOURNAL_UNKNOWN', 'maybe'],
    ['JOURNAL_INTERNAL', 'true'],
    ['JOURNAL_NOTE_TYPE_ID', 'x'],
    ['RETENTION_DAYS', '-1'],
    ['LOG_LEVEL', 'trace'],
    ['DATABASE_URL', 'postgres://db'],
    ['TLS_CERT', '/cert.pem'],
    ['CONTACT_SYNC', 'on'],
    ['PROPSTACK_WEBHOOK_SECRET', 'secret'],
  ])('%s=%s stops the start', (name, value) => {
    const lines = complaints({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} is `));
  });

  it.each([
    ['PROPSTACK_API_KY', /did you mean PROPSTACK_API_KEY/],
    ['PHONE_TOKENS', /did you mean PHONE_TOKEN/],
    ['JOURNAL_WHATEVER', /is no setting/],
    ['PROPSTACK_X', /is no setting/],
    ['LOOKUP_X', /is no setting/],
  ])('%s is not passed over in silence', (name, complaint) => {
    expect(complaints({ [name]: 'x' })).toEqual([expect.stringMatching(complaint)]);
  });

  it('leaves other programs’ variables alone', () => {
    const others = { PATH: '/bin', HOME: '/root', POST: '1', HOSTS: 'x', TERM: 'xterm', LANG: 'C' };
    expect(complaints(others)).toEqual([]);
  });

  it('never shows a secret, and nothing that a terminal could obey', () => {
    const lines = complaints({
      PHONE_TOKEN: 'a secret!',
      PROPSTACK_API_KEY: 'top secret',
      UI_LANGUAGE: '\u001b[2Jx',
    }).join('\n');
    expect(lines).not.toContain('secret');
    expect(lines).not.toContain('\u001b');
  });

  it('never throws, whatever stands in a setting', () => {
    const anySetting = fc.constantFrom(...Object.keys(SETTINGS));
    fc.assert(
      fc.property(anySetting, fc.string({ unit: 'binary' }), (name, value) => {
        const { config, complaints: lines } = parseConfig({ [name]: value });
        expect(config === undefined).toBe(lines.length > 0);
      }),
      { numRuns: 2000 },
    );
  });
});
