import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createMatcher, plainAddress } from '../../src/http/door.ts';
import { openOffice, TOKEN } from '../office.ts';

/** Status, headers that could give something away, and body. */
function ask(url: string, options: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = request(url, options, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => {
        const { date: _, ...headers } = answer.headers;
        resolve({ status: answer.statusCode, headers, body });
      });
    });
    asking.on('error', reject).end();
  });
}

describe('whoever has no business here', () => {
  it('gets one and the same empty 404: wrong token, foreign network, unknown path', async () => {
    const near = await openOffice();
    const far = await openOffice({ PHONE_NETWORKS: '10.0.0.0/8' });
    const answers = await Promise.all([
      ask(`${near.base()}/nothing`),
      ask(`${near.base()}/snom/wrong-token-0123456/call/incoming`),
      ask(`${near.base()}/snom/x`),
      ask(`${near.base()}/snom/%ZZ/call/incoming`),
      ask(`${near.base()}/snom/${TOKEN}`),
      ask(`${near.base()}/snom/${TOKEN}/nothing`),
      ask(`${near.base()}/snom/${TOKEN}/call/blacklist`),
      ask(`${near.base()}/snom/${TOKEN}/call/Incoming`),
      ask(`${near.base()}/snom/${TOKEN}/contacts/abc`),
      ask(`${near.base()}/snom/${TOKEN}/call/incoming`, { method: 'PUT' }),
      ask(`${far.base()}/snom/${TOKEN}/call/incoming`),
      ask(`${far.base()}/snom/${TOKEN}/directory`),
      ask(`${far.base()}/healthz`),
      ask(`${far.base()}/metrics`),
      ask(`${far.base()}/readyz`),
    ]);
    expect(answers[0]).toMatchObject({ status: 404, body: '' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await near.calls()).toEqual([]);
    expect(await far.calls()).toEqual([]);
  });

  it('is known by the socket’s address, not by what a header says', async () => {
    const office = await openOffice({ PHONE_NETWORKS: '10.0.0.0/8' });
    const headers = { 'X-Forwarded-For': '10.0.0.5' };
    const answer = await ask(`${office.phoneBase()}/directory`, { headers });
    expect(answer).toMatchObject({ status: 404 });
  });

  it('is known by the header when a trusted proxy sends it', async () => {
    const settings = { PHONE_NETWORKS: '10.0.0.0/8', TRUST_PROXY: '127.0.0.0/8' };
    const office = await openOffice(settings);
    const from = (address: string) =>
      ask(`${office.phoneBase()}/directory`, { headers: { 'X-Forwarded-For': address } });
    expect(await from('10.0.0.5')).toMatchObject({ status: 200 });
    expect(await from('8.8.8.8')).toMatchObject({ status: 404 });
    expect(await from('10.0.0.5, 8.8.8.8')).toMatchObject({ status: 404 });
  });
});

describe('networks', () => {
  const isNear = createMatcher(['10.0.0.0/8', '192.168.1.7', 'fd00::/8', '::1/128']);

  it.each([
    ['10.1.2.3', true],
    ['::ffff:10.1.2.3', true],
    ['11.0.0.1', false],
    ['192.168.1.7', true],
    ['192.168.1.8', false],
    ['fd12::1%eth0', true],
    ['fe80::1', false],
    ['::1', true],
    ['', false],
    ['nonsense', false],
  ])('%s: %s', (address, expected) => {
    expect(isNear(address)).toBe(expected);
  });

  it('take IPv4 in IPv6 clothes for IPv4', () => {
    expect(plainAddress('::ffff:1.2.3.4')).toBe('1.2.3.4');
  });
});
