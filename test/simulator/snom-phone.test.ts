import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallId } from '../../src/simulator/phone-identity.ts';
import { readPhoneSettings } from '../../src/simulator/phone-settings.ts';
import type { Product } from './product.ts';
import { createTestPhone, startProduct } from './product.ts';

let product: Product;
beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product.stop());

const at = (path: string) => `/snom/TOKEN${path}`;

describe('events', () => {
  it('carry the variables of the settings, filled in', async () => {
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('01701234567', { name: 'Jörg Müller' });
    await phone.disconnected(call, { reason: 'SIP;cause=200;text="x"' });
    expect(product.requests).toEqual([
      at(
        '/call/incoming?mac=00041396D9B4&call=call-1&local=21%40pbx.example&user=21' +
          '&remote=01701234567%40pbx.example&name=J%C3%B6rg%20M%C3%BCller&reason=&ip=10.0.0.21',
      ),
      at(
        '/call/disconnected?mac=00041396D9B4&call=call-1&local=21%40pbx.example&user=21' +
          '&remote=01701234567%40pbx.example&name=J%C3%B6rg%20M%C3%BCller' +
          '&reason=SIP%3Bcause%3D200%3Btext%3D%22x%22&ip=10.0.0.21',
      ),
    ]);
  });

  it('go to the address each of them has in the settings', async () => {
    const phone = createTestPhone(product);
    const { call } = await phone.outgoing('22');
    await phone.connected(call);
    await phone.hold(call);
    await phone.unhold(call);
    await phone.transfer(call);
    await phone.blindTransfer(call);
    await phone.attendedTransfer(call);
    await phone.receivedAttendedTransfer(call);
    await phone.disconnected(call);
    await phone.missed(call);
    await phone.setup();
    expect(product.paths().map((path) => path.replace(at('/call/'), ''))).toEqual([
      'outgoing',
      'connected',
      'hold',
      'unhold',
      'transfer',
      'blind-transfer',
      'attended-transfer',
      'received-attended-transfer',
      'disconnected',
      'missed',
      'setup',
    ]);
  });

  it('carry no call when the phone has booted', async () => {
    await createTestPhone(product).setup();
    expect(product.requests).toEqual([
      at('/call/setup?mac=00041396D9B4&call=&local=&user=21&remote=&name=&reason=&ip=10.0.0.21'),
    ]);
  });

  it('come from a Snom by their User-Agent', async () => {
    await createTestPhone(product).setup();
    expect(product.headers[0]?.['user-agent']).toBe(
      'Mozilla/4.0 (compatible; snomD785-SIP 10.1.169.16 2010.12-00001-gd311851f1 ' +
        '(Feb 25 2019 - 14:19:43) 00041396D9B4 SXM:0 UXM:0 UXMC:0)',
    );
  });

  it.each([
    ['anonymous', '&remote=anonymous%40anonymous.invalid&'],
    ['+49301', '&remote=%2B49301%40pbx.example&'],
    ['0301@other.example', '&remote=0301%40other.example&'],
    ['', '&remote=&'],
  ])('name the other party "%s" as its telephone system would', async (from, expected) => {
    await createTestPhone(product).incoming(from);
    expect(product.requests[0]).toContain(expected);
  });

  it('fail when the settings lack their address', async () => {
    const settings = readPhoneSettings('<settings><phone-settings/></settings>');
    const phone = createTestPhone(product, { settings });
    await expect(phone.incoming('0301')).rejects.toThrow('no "action_incoming_url"');
  });

  it('take settings as variables and leave unknown ones alone', async () => {
    const settings = readPhoneSettings(
      `<phone-settings><language>Deutsch</language><user_name idx="2">22</user_name>
        <action_hold>${product.base}/call/hold?a=$language&amp;b=$user_name[2]&amp;c=$ip</action_hold>
      </phone-settings>`,
    );
    await createTestPhone(product, { settings }).send('hold');
    expect(product.requests).toEqual([at('/call/hold?a=Deutsch&b=22&c=$ip')]);
  });

  it('have a new Call-ID for each call, unless it is shared with other phones', async () => {
    const phone = createTestPhone(product, { newCallId: createCallId });
    const first = await phone.incoming('0301');
    const second = await phone.incoming('0301');
    const shared = await phone.incoming('0301', { callId: 'shared' });
    expect(first.call.id).toMatch(/^[0-9a-f]{12}-[0-9a-z]{12}$/);
    expect(second.call.id).not.toBe(first.call.id);
    expect(shared.call.id).toBe('shared');
  });

  it('are sent with raw blanks and bytes by a phone that encodes nothing', async () => {
    const received: string[] = [];
    const server = createServer((socket) => {
      socket.once('data', (bytes) => {
        received.push(bytes.toString('latin1').split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<exit/>');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connectTo = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    const phone = createTestPhone(product, { encoding: 'raw', connectTo });
    const answer = await phone.incoming('+49301', { name: 'Max Müller' });
    server.close();
    expect(answer).toMatchObject({ status: 200, body: '<exit/>' });
    expect(received[0]).toContain('&remote=+49301@pbx.example&name=Max M\xc3\xbcller&');
  });
});

describe('keys', () => {
  const card = (state: string) =>
    `<SnomIPPhoneText ${state}><Title>Card</Title><Text>x</Text></SnomIPPhoneText>`;

  async function ringWith(page: string) {
    product.answers.set(at('/call/incoming'), page);
    const phone = createTestPhone(product);
    await phone.incoming('0301');
    return phone;
  }

  it.each([
    ['no page', ''],
    ['a relevant page', card('state="relevant"')],
    ['a page for its own keys', card('state="others_except_mb"')],
  ])('answer and end the call with %s on the display', async (_what, page) => {
    const phone = await ringWith(page);
    expect(await phone.pressAnswer()).toMatchObject({ status: 200 });
    expect(phone.display().call?.state).toBe('connected');
    await phone.pressReject();
    expect(phone.display().call).toBeUndefined();
    expect(product.paths().slice(1)).toEqual([at('/call/connected'), at('/call/disconnected')]);
    expect(phone.blockedKeys).toEqual([]);
  });

  it.each([
    ['takes all keys', card('state="only_mb"')],
    ['says nothing about keys', card('')],
  ])('do not answer while a page %s', async (_what, page) => {
    const phone = await ringWith(page);
    expect(await phone.pressAnswer()).toBeUndefined();
    expect(await phone.pressReject()).toBeUndefined();
    expect(phone.blockedKeys).toEqual(['OFFHOOK', 'CANCEL']);
    expect(product.paths()).toEqual([at('/call/incoming')]);
    expect(phone.isRinging()).toBe(true);
  });

  it('do what the page says rather than answer', async () => {
    const key = `<SoftKeyItem><Name>OFFHOOK</Name><URL>${product.base}/more</URL></SoftKeyItem>`;
    const phone = await ringWith(card('state="relevant"').replace('<Text>', `${key}<Text>`));
    await phone.pressAnswer();
    expect(product.paths().at(-1)).toBe(at('/more'));
    expect(phone.blockedKeys).toEqual(['OFFHOOK']);
  });

  it('answer by a soft key that stands for another key', async () => {
    const key =
      '<SoftKeyItem><Name>F1</Name><Label>Ja</Label><SoftKey>ENTER</SoftKey></SoftKeyItem>';
    const phone = await ringWith(card('state="relevant"').replace('<Text>', `${key}<Text>`));
    await phone.press('F1');
    expect(product.paths().at(-1)).toBe(at('/call/connected'));
  });

  it('do nothing without a call', async () => {
    const phone = createTestPhone(product);
    expect(await phone.pressAnswer()).toBeUndefined();
    expect(await phone.press('7')).toBeUndefined();
    expect(product.requests).toEqual([]);
    expect(phone.blockedKeys).toEqual([]);
  });
});

describe('calls', () => {
  it('are shown newest first, and the one before when it has ended', async () => {
    const ids = ['a', 'b'];
    const phone = createTestPhone(product, { newCallId: () => ids.shift() ?? '' });
    const first = await phone.incoming('0301');
    await phone.connected(first.call);
    await phone.passTime(65_000);
    const second = await phone.incoming('0302', { name: 'B' });
    expect(phone.display().call).toEqual({
      state: 'ringing',
      seconds: 0,
      name: 'B',
      remote: '0302@pbx.example',
    });
    await phone.disconnected(second.call);
    expect(phone.display().call).toMatchObject({ state: 'connected', seconds: 65 });
  });

  it('count hold as part of the conversation', async () => {
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('0301');
    await phone.connected(call);
    await phone.passTime(5_000);
    await phone.hold(call);
    await phone.passTime(5_000);
    expect(phone.display().call).toMatchObject({ state: 'held', seconds: 10 });
    await phone.unhold(call);
    expect(phone.display().call).toMatchObject({ state: 'connected', seconds: 10 });
  });

  it('are gone after the phone has booted, and so is the page', async () => {
    product.answers.set(
      at('/call/incoming'),
      '<SnomIPPhoneText><Title>C</Title></SnomIPPhoneText>',
    );
    const phone = createTestPhone(product);
    await phone.incoming('0301');
    await phone.setup();
    expect(phone.display()).toEqual({ identity: '21@pbx.example', selected: 0 });
  });

  it('do not come back to life by an event that is late', async () => {
    const phone = createTestPhone(product);
    const call = phone.newCall('in', '0301');
    await phone.disconnected(call);
    await phone.send('incoming', call);
    expect(phone.display().call).toBeUndefined();
  });
});
