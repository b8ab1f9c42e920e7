import parsePhoneNumber from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { phoneTexts, type SandboxContact } from '../../src/sandbox/contact.ts';
import { generateContacts } from '../../src/sandbox/generated-contacts.ts';
import { createSampleContacts } from '../../src/sandbox/sample-contacts.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { NOW } from './client.ts';

const generate = (options: { count?: number; seed?: number } = {}) =>
  generateContacts({ count: 300, seed: 1, now: NOW, ...options });

describe('the hand-written contacts', () => {
  const samples = new Map(createSampleContacts(NOW).map((contact) => [contact.id, contact]));

  it.each<[number, Partial<SandboxContact>]>([
    [1001, { first_name: 'Anna', last_name: 'Berger', home_cell: '0170 1234567' }],
    [1001, { company: 'Berger Immobilien GmbH', broker_id: 501, warning_notice: null }],
    [1002, { first_name: 'Max', last_name: 'Müller', home_phone: '030/23125-100' }],
    [1003, { first_name: 'Erika', last_name: 'Müller', home_phone: '030/23125-100' }],
    [1004, { company: 'Hausverwaltung Süd GmbH', office_phone: '+49 (0) 89 99998-0' }],
    [1005, { warning_notice: 'Nur schriftlich, Anwalt eingeschaltet' }],
    [1005, { home_phone: '0049 221 4710 555' }],
    [1006, { last_name: '</Text><fetch mil="1">http://evil</fetch>' }],
    [1007, { last_name: '$(set:http_pass)', company: '<&"> & Söhne' }],
    [1008, { home_phone: '+43 1 234567890' }],
    [1009, { first_name: 'Łukasz', last_name: 'Żółć' }],
    [1010, { home_phone: '+49 1111 1234567' }],
    [1011, { parent_id: 1001 }],
    [1012, { archived: true }],
  ])('keep %i as it is known to others', (id, fields) => {
    expect(samples.get(id)).toMatchObject(fields);
  });

  it('have one number that is possible but not valid', () => {
    const number = parsePhoneNumber(samples.get(1010)?.home_phone ?? '', 'DE');
    expect([number?.isPossible(), number?.isValid()]).toEqual([true, false]);
  });
});

describe('the generated contacts', () => {
  it('are 300 by default, with ids from 2001', async () => {
    const { crm, stop } = await startSandbox();
    await stop();
    expect(crm.contacts.size).toBe(312);
    expect(crm.contacts.get(2300)?.id).toBe(2300);
    expect(crm.addContact({ last_name: 'Neu' }).id).toBe(2301);
  });

  it('are the same for the same seed and others for another', () => {
    expect(generate()).toEqual(generate());
    expect(generate({ seed: 2 })).not.toEqual(generate());
  });

  it.each([1, 2, 99])('hold every habit of typing a number, seed %i', (seed) => {
    const texts = generate({ seed }).flatMap(phoneTexts);
    const habits = [
      /^0\d+\/\d+-\d+$/,
      /^\+49 \(0\) \d+ \d+-\d+$/,
      /^0049 \d/,
      /^0049\(0\)/,
      /^\(0\d+\) \d\d? \d\d /,
      /^01\d\d-\d+$/,
      /^01 \d\d \/ [\d ]+ \(privat\)$/,
      /^\+49\d+$/,
      /^0\d+$/,
      /^49 \d/,
      /^0\d+\.\d+\.\d+$/,
      / oder /,
      /\d \/ \+?0?\d+.*\d{4}/,
      /^Tel\. /,
      /ab 18 Uhr$/,
      /^mobil: /,
      /^\+43 1 /,
      /^0041 \(0\)/,
      /^\+44 20 7946 /,
      /^\+1 \(202\) /,
      /-0$/,
      /^unbekannt$/,
    ];
    for (const habit of habits)
      expect(
        texts.some((text) => habit.test(text)),
        `${habit}`,
      ).toBe(true);
  });

  it('hold couples of both kinds, companies with staff, warnings, archived ones and all brokers', () => {
    const contacts = generate();
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    const children = contacts.filter(({ parent_id }) => parent_id !== null);
    expect(children.length).toBeGreaterThan(5);
    for (const child of children) {
      expect(byId.get(child.parent_id!)?.home_phone).toBe(child.home_phone);
    }
    const separate = contacts.filter(
      (contact) =>
        !!contact.home_phone &&
        contact.parent_id === null &&
        byId.get(contact.id + 1)?.parent_id === null &&
        byId.get(contact.id + 1)?.home_phone === contact.home_phone,
    );
    expect(separate.length).toBeGreaterThan(5);
    const companies = contacts.filter(({ is_company }) => is_company);
    expect(companies.length).toBeGreaterThan(10);
    const staff = contacts.filter((one) => !one.is_company && one.company !== null);
    expect(companies.map(({ company }) => company)).toEqual(
      expect.arrayContaining(staff.map(({ company }) => company)),
    );
    expect(staff.length).toBeGreaterThan(5);
    expect(contacts.filter(({ warning_notice }) => warning_notice).length).toBeGreaterThan(5);
    expect(contacts.filter(({ archived }) => archived).length).toBeGreaterThan(5);
    expect(new Set(contacts.map(({ broker_id }) => broker_id)).size).toBe(6);
  });

  it('hold umlauts, double names and titles', () => {
    const contacts = generate();
    const names = contacts.map(({ first_name, last_name }) => `${first_name} ${last_name}`);
    for (const part of [/[äöü]/, /ß/, /-/, /[^\u0020-\u00ff]/]) {
      expect(names.some((name) => part.test(name))).toBe(true);
    }
    expect(contacts.some(({ academic_title }) => academic_title !== null)).toBe(true);
  });

  it('have dates in order, none ahead of the clock, contacts spread over years', () => {
    const contacts = generate();
    for (const { created_at, updated_at, last_contact_at } of contacts) {
      expect(created_at <= updated_at).toBe(true);
      expect(created_at <= (last_contact_at ?? created_at)).toBe(true);
      expect(Date.parse(updated_at)).toBeLessThanOrEqual(NOW);
      expect(Date.parse(last_contact_at ?? created_at)).toBeLessThanOrEqual(NOW);
    }
    const years = contacts.map(({ last_contact_at }) => last_contact_at?.slice(0, 4));
    expect(new Set(years).size).toBeGreaterThan(3);
  });

  it.each([300, 10_000])('have numbers of their own except for couples, %i of them', (count) => {
    const contacts = generate({ count }).filter(({ parent_id }) => parent_id === null);
    const counts = new Map<string, number>();
    for (const contact of contacts) {
      for (const text of phoneTexts(contact)) {
        const number = parsePhoneNumber(text, 'DE')?.number ?? '';
        const isCountable = number.startsWith('+49') && !/oder|bzw|[;,]| \/ \+/.test(text);
        if (isCountable) counts.set(number, (counts.get(number) ?? 0) + 1);
      }
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
    expect(counts.size).toBeGreaterThan(count * 0.6);
  });

  it('have German numbers that are valid and belong to the ranges for fiction', () => {
    const texts = generate()
      .flatMap(phoneTexts)
      .filter((text) => /^(\+49|0[1-9]|\(0|0049)[\d\s\-/.()]+$/.test(text))
      .filter((text) => !/ \/ (\+|0)|, |; /.test(text));
    const fiction =
      /^\+49(3023125|6990009|4066969|2214710|8999998|17139200|17604069|152288|152545|17299|17490|17494)/;
    for (const text of texts) {
      const number = parsePhoneNumber(text, 'DE');
      expect([text, number?.isValid(), fiction.test(number?.number ?? '')]).toEqual([
        text,
        true,
        true,
      ]);
    }
    expect(texts.length).toBeGreaterThan(150);
  });
});
