import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRawQuery } from '../../src/http/raw-query.ts';

const read = (query: string) => Object.fromEntries(readRawQuery(`/x?${query}`));

describe('readRawQuery', () => {
  it.each<[string, string, Record<string, string>]>([
    ['keeps a literal plus', 'remote=+4930123', { remote: '+4930123' }],
    ['reads %2B as a plus', 'remote=%2B4930123', { remote: '+4930123' }],
    ['reads UTF-8', 'name=M%C3%BCller', { name: 'Müller' }],
    ['reads Latin-1 where it is no UTF-8', 'name=M%FCller', { name: 'Müller' }],
    ['reads raw bytes', 'name=M\u00fcller', { name: 'Müller' }],
    ['reads raw UTF-8 bytes', 'name=M\u00c3\u00bcller', { name: 'Müller' }],
    ['keeps raw blanks', 'name=Max Meier', { name: 'Max Meier' }],
    ['keeps a stray percent sign', 'name=100%&call=1%zz', { name: '100%', call: '1%zz' }],
    ['drops empty values', 'call=&mac=', {}],
    ['drops unexpanded variables', 'remote=$remote&call=$call-id', {}],
    ['takes the first usable value', 'call=&call=$call-id&call=a&call=b', { call: 'a' }],
    ['takes a parameter without equals sign as empty', 'call&mac=1', { mac: '1' }],
    ['keeps equals signs inside a value', 'reason=SIP;cause=200', { reason: 'SIP;cause=200' }],
    ['replaces control characters', 'name=a%00b%0d%0ac', { name: 'a b c' }],
    ['drops what is only control characters', 'name=%00%01', {}],
  ])('%s', (_promise, query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  it('reads nothing where there is no query', () => {
    expect(readRawQuery('/x').size).toBe(0);
  });

  it('cuts values at 512 bytes and never inside a character', () => {
    expect(read(`name=${'a'.repeat(2000)}`)['name']).toBe('a'.repeat(512));
    expect(read(`name=a${'%C3%BC'.repeat(1000)}`)['name']).toBe(`a${'ü'.repeat(255)}`);
  });

  it('never throws, and every value is bounded text without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (query) => {
        for (const [, value] of readRawQuery(`?${query}`)) {
          expect(value).not.toBe('');
          expect(value.length).toBeLessThanOrEqual(512);
          expect(value).not.toMatch(/[\u0000-\u001f\u007f]/);
        }
      }),
    );
  });
});
