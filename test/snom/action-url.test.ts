import { describe, expect, it } from 'vitest';
import { readPhoneEvent, readPhoneId, readSipUser } from '../../src/snom/action-url.ts';

const PLAN = { country: 'DE', extensionDigits: 5, outsidePrefix: '0' } as const;

function read(query: Record<string, string>, type: 'incoming' | 'outgoing' = 'incoming') {
  const request = { type, at: 5, query: new Map(Object.entries(query)), address: '10.0.0.9' };
  return readPhoneEvent(request, PLAN);
}

describe('readSipUser', () => {
  it.each([
    ['01701234567', '01701234567'],
    ['+491701234567@pbx.example', '+491701234567'],
    ['sip:+491701234567@pbx.example:5060;transport=udp', '+491701234567'],
    ['<sip:21@10.0.0.1>', '21'],
    ['"Müller, Max" <sip:0301234@pbx>;tag=1', '0301234'],
    ['<sip:21@10.0.0.1', '21'],
    ['SIPS:21@pbx', '21'],
    ['tel:+4930123;phone-context=x', '+4930123'],
    ['anonymous@anonymous.invalid', 'anonymous'],
    ['12345@anonymous.invalid', 'anonymous'],
    ['@pbx', undefined],
    ['<>', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => {
    expect(readSipUser(text)).toBe(expected);
  });
});

describe('readPhoneId', () => {
  it.each([
    ['00041393C660', '00041393C660'],
    ['00:04:13:93:c6:60', '00041393C660'],
    ['0004-1393-c660', '00041393C660'],
    ['nonsense', 'ip:10.0.0.9'],
    [undefined, 'ip:10.0.0.9'],
  ])('%s is %s', (mac, expected) => {
    expect(readPhoneId(mac, '10.0.0.9')).toBe(expected);
  });
});

describe('readPhoneEvent', () => {
  it('reads everything a phone tells', () => {
    const event = read({
      mac: '000413aabbcc',
      call: '3c3b966053be-phxdiv27t9gm@10.0.0.1',
      local: '21@pbx',
      user: '22',
      remote: '01701234567@pbx',
      name: 'Anna',
      reason: 'SIP;cause=200',
      ip: '10.0.0.7',
    });
    expect(event).toEqual({
      type: 'incoming',
      at: 5,
      phone: '000413AABBCC',
      callId: '3c3b966053be-phxdiv27t9gm',
      local: '21',
      user: '22',
      remote: { kind: 'external', number: { e164: '+491701234567', digits: '01701234567' } },
      remoteRaw: '01701234567',
      name: 'Anna',
      reason: 'SIP;cause=200',
      ip: '10.0.0.7',
    });
  });

  it('is an event even when nothing is told', () => {
    expect(read({})).toEqual({
      type: 'incoming',
      at: 5,
      phone: 'ip:10.0.0.9',
      remote: { kind: 'withheld' },
      ip: '10.0.0.9',
    });
  });

  it('does not believe an address that is none', () => {
    expect(read({ ip: 'x' }).phone).toBe('ip:10.0.0.9');
    expect(read({ ip: '10.0.0.7' }).phone).toBe('ip:10.0.0.7');
  });

  it('takes the outside prefix off dialled numbers only', () => {
    const digits = (type: 'incoming' | 'outgoing') => {
      const { remote } = read({ remote: '001701234567' }, type);
      return remote.kind === 'external' && remote.number.e164;
    };
    expect(digits('outgoing')).toBe('+491701234567');
    expect(digits('incoming')).not.toBe('+491701234567');
  });

  it.each([
    ['21', { kind: 'internal', extension: '21' }],
    ['*21', { kind: 'internal', extension: '*21' }],
    ['12345', { kind: 'internal', extension: '12345' }],
    ['112', { kind: 'external', number: { digits: '112' } }],
    ['11833', { kind: 'external', number: { digits: '11833' } }],
    ['empfang', { kind: 'named', user: 'empfang' }],
    ['anonymous', { kind: 'withheld' }],
    ['Unknown', { kind: 'withheld' }],
  ])('%s is recognised', (remote, expected) => {
    expect(read({ remote }).remote).toEqual(expected);
  });
});
