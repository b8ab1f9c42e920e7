import { describe, expect, it } from 'vitest';
import { PHONE_EVENT_TYPES } from '../../src/domain/phone-event.ts';
import { type ApiBody, openOffice } from '../office.ts';

describe('event addresses', () => {
  it('take every event without any parameter, by GET and by POST', async () => {
    const office = await openOffice();
    for (const type of PHONE_EVENT_TYPES) {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${office.phoneBase()}/call/${type}`, { method });
        expect([type, method, answer.status]).toEqual([type, method, 200]);
      }
    }
  });

  it('answer incoming calls with XML that nobody may cache, others with nothing', async () => {
    const office = await openOffice();
    const ask = (type: string) =>
      fetch(`${office.phoneBase()}/call/${type}?mac=000413000021&call=c&remote=01701234567`);
    const incoming = await ask('incoming');
    expect(incoming.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(incoming.headers.get('cache-control')).toBe('no-store');
    expect(await incoming.text()).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>/);
    const connected = await ask('connected');
    expect([connected.status, await connected.text()]).toEqual([200, '']);
  });

  it('take eight parameters of 2 kB each', async () => {
    const office = await openOffice();
    const long = 'x'.repeat(2048);
    const names = ['mac', 'call', 'local', 'user', 'remote', 'name', 'reason', 'ip'];
    const query = names.map((name) => `${name}=${long}`).join('&');
    const answer = await fetch(`${office.phoneBase()}/call/incoming?${query}`);
    expect(answer.status).toBe(200);
    const [call] = await office.calls();
    expect(call.remoteRaw.length).toBe(512);
  });

  it('keep the plus of a number, written as it is or as %2B', async () => {
    const office = await openOffice();
    for (const remote of ['+491701234567', '%2B491701234567']) {
      await fetch(`${office.phoneBase()}/call/incoming?call=${remote.length}&remote=${remote}`);
    }
    const calls = await office.calls();
    expect(calls.map((call: ApiBody) => call.remote)).toEqual(['+491701234567', '+491701234567']);
  });

  it('know a phone without MAC by its own word for its address, else by the socket’s', async () => {
    const office = await openOffice();
    await fetch(`${office.phoneBase()}/call/incoming?call=1&ip=10.9.8.7`);
    await fetch(`${office.phoneBase()}/call/incoming?call=2&mac=$mac&ip=$phone_ip`);
    const phones = (await office.calls()).flatMap((call: ApiBody) => call.phones);
    expect(phones.sort()).toEqual(['ip:10.9.8.7', 'ip:127.0.0.1']);
  });
});

describe('phone pages', () => {
  it.each(['0', '-1', 'abc', '1.5', '99999999'])('page=%s is a 400 with one line', async (page) => {
    const office = await openOffice();
    const answer = await fetch(`${office.phoneBase()}/directory/search?q=a&page=${page}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`Seite "${page}": bitte eine Zahl ab 1`);
  });

  it('an unknown list is a 400 with one line', async () => {
    const office = await openOffice();
    const answer = await fetch(`${office.phoneBase()}/calls?list=x$(y)&page=1`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Liste "x$ (y)": bitte missed oder recent');
  });

  it('the settings are the same for GET whatever MAC is asked for', async () => {
    const office = await openOffice();
    const one = await (await fetch(`${office.phoneBase()}/settings.xml`)).text();
    const other = await (await fetch(`${office.phoneBase()}/settings.xml?mac=000413AABBCC`)).text();
    expect(one).toBe(other);
    expect(one).toContain(`${office.phoneBase()}/call/incoming?mac=$mac&amp;call=$call-id`);
  });
});
