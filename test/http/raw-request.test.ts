import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openOffice, TOKEN } from '../office.ts';

/** Sends the packets as they are, one after the other, and gives back all that comes. */
async function send(port: number, ...packets: readonly Buffer[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  for (const packet of packets) {
    await new Promise((resolve) => socket.write(packet, resolve));
    // Long enough for the server to see each packet alone.
    await new Promise((resolve) => setTimeout(resolve, packets.length > 1 ? 50 : 0));
  }
  await closed;
  return Buffer.concat(chunks).toString('utf8');
}

const line = (target: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(
    `GET ${target} HTTP/1.1\r\nHost: x\r\nUser-Agent: snomD785-SIP 10.1\r\n\r\n`,
    encoding,
  );
const event = (query: string, token = TOKEN) => `/snom/${token}/call/incoming?${query}`;

describe('an event that Node’s parser refuses', () => {
  it.each([
    ['raw blanks and UTF-8', 'utf8'],
    ['raw Latin-1 bytes', 'latin1'],
  ] as const)('with %s is stored and answered like any other', async (_name, encoding) => {
    const office = await openOffice();
    const query = 'mac=000413AABBCC&call=r1&remote=030999999&name=Max Müller';
    const answer = await send(office.port(), line(event(query), encoding));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('Content-Type: text/xml; charset=utf-8');
    expect(answer).toContain('Max Müller');
    const [call] = await office.calls();
    expect(call).toMatchObject({ phones: ['000413AABBCC'], remoteRaw: '030999999' });
    const phones = (await office.api('/phones')).body.data;
    expect(phones).toMatchObject([{ model: 'D785', firmware: '10.1' }]);
  });

  it.each([
    ['before the bad byte', -1],
    ['in the middle of it', 1],
    ['after it', 3],
    ['long before it', -40],
  ])('is read although it comes in two packets, cut %s', async (_name, offset) => {
    const office = await openOffice();
    const bytes = line(event('mac=000413AABBCC&call=r2&remote=0301234567&name=Max Müller&ip='));
    const cut = bytes.indexOf(Buffer.from('ü')) + offset;
    const answer = await send(office.port(), bytes.subarray(0, cut), bytes.subarray(cut));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await office.calls()).toMatchObject([{ remoteRaw: '0301234567' }]);
  });

  it('is read although each of its eight parameters has 2 kB', async () => {
    const office = await openOffice();
    const long = ['mac', 'local', 'user', 'name', 'reason'].map(
      (it) => `${it}=${'ü x'.repeat(600)}`,
    );
    const bytes = line(event(`call=r3&remote=0301234567&${long.join('&')}`));
    const packets = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => bytes.subarray(n * 1460, (n + 1) * 1460));
    const rest = bytes.subarray(8 * 1460);
    expect(await send(office.port(), ...packets, rest)).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('passes the same checks: token, network, known event', async () => {
    const near = await openOffice();
    const far = await openOffice({ PHONE_NETWORKS: '10.0.0.0/8' });
    const answers = await Promise.all([
      send(near.port(), line(event('name=a ü', 'wrong-token-0123456'))),
      send(near.port(), line(event('name=a ü').replace('incoming', 'nothing'))),
      send(near.port(), line(event('name=a ü').replace('incoming', 'Incoming'))),
      send(near.port(), line(event('name=a ü', 'short'))),
      send(near.port(), line(`/snom/${TOKEN}/directory/search?q=ü`)),
      send(far.port(), line(event('name=a ü'))),
    ]);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\nContent-Length: 0\r\n/);
      expect(answer).toMatch(/\r\n\r\n$/);
    }
    expect([...(await near.calls()), ...(await far.calls())]).toEqual([]);
  });

  it('comes from where a trusted proxy says', async () => {
    const settings = { PHONE_NETWORKS: '10.0.0.0/8', TRUST_PROXY: '127.0.0.0/8' };
    const office = await openOffice(settings);
    const from = (address: string) =>
      Buffer.from(
        line(event('name=a ü'))
          .toString()
          .replace('Host: x', `Host: x\r\nX-Forwarded-For: ${address}`),
      );
    expect(await send(office.port(), from('10.0.0.7'))).toMatch(/^HTTP\/1\.1 200/);
    expect(await send(office.port(), from('8.8.8.8'))).toMatch(/^HTTP\/1\.1 404/);
    expect(await send(office.port(), from('10.0.0.7, 8.8.8.8'))).toMatch(/^HTTP\/1\.1 404/);
    const direct = await openOffice({ PHONE_NETWORKS: '10.0.0.0/8' });
    expect(await send(direct.port(), from('10.0.0.7'))).toMatch(/^HTTP\/1\.1 404/);
  });

  it.each([
    ['no HTTP at all', Buffer.from('\u0016\u0003\u0001hello\r\n\r\n')],
    ['another address with bad bytes', line('/api/calls?x=ü')],
  ])('anything else (%s) is closed with 400', async (_name, packet) => {
    const office = await openOffice();
    expect(await send(office.port(), packet)).toMatch(/^HTTP\/1\.1 400 Bad Request/);
  });
});
