import { describe, expect, it } from 'vitest';
import { formatNews, summarizeNews } from '../../src/simulator/narrate.ts';
import type { PhoneNews } from '../../src/simulator/phone-options.ts';

const answer = {
  url: 'http://10.0.0.5:8080/e',
  status: 200,
  contentType: '',
  body: '',
  milliseconds: 3.7,
};
const event = (more: object = {}): PhoneNews => ({
  kind: 'event',
  event: 'incoming',
  call: undefined,
  answer: { ...answer, ...more },
});

describe('formatNews', () => {
  it.each([
    ['an event', event(), 'incoming       200  4 ms'],
    [
      'an address nobody answers at',
      event({ status: 0, error: 'connect ECONNREFUSED' }),
      'incoming       no answer from http://10.0.0.5:8080, the address in the settings: connect ECONNREFUSED',
    ],
    ['a page', { kind: 'page', answer } as const, '(page)         200  4 ms'],
    ['a refusal', { kind: 'refused', problem: 'x' } as const, 'the phone refuses the page: x'],
    ['a look at the display', { kind: 'display' } as const, undefined],
  ])('tells of %s', (_what, news, line) => {
    expect(formatNews(news)).toBe(line);
  });
});

describe('summarizeNews', () => {
  it.each([
    [
      'all well',
      [event(), { kind: 'display' }],
      true,
      'ok: 1 events, 1 answered 2xx, 0 pages refused',
    ],
    [
      'an error',
      [event({ status: 503 })],
      false,
      'FAILED: 1 events, 0 answered 2xx, 0 pages refused',
    ],
    [
      'a refused page',
      [event(), { kind: 'refused', problem: 'x' }],
      false,
      'FAILED: 1 events, 1 answered 2xx, 1 pages refused',
    ],
    [
      'a blocked key',
      [event(), { kind: 'blocked', key: 'OFFHOOK' }],
      false,
      'FAILED: 1 events, 1 answered 2xx, 0 pages refused, 1 keys blocked',
    ],
  ] as [string, PhoneNews[], boolean, string][])('sums up %s', (_what, news, ok, line) => {
    expect(summarizeNews(news)).toEqual({ ok, line });
  });
});
