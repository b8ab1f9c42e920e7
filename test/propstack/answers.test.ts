import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHtml, isMeantAsJson, readErrorLine, readList } from '../../src/propstack/answers.ts';
import {
  isYes,
  readId,
  readNumberText,
  readText,
  readTime,
  unwrap,
} from '../../src/propstack/fields.ts';

describe('readList', () => {
  const one = { id: 1 };
  it.each([
    ['a bare array', [one], [one]],
    ['data', { data: [one], meta: { total_count: 1 } }, [one]],
    ["the resource's own key", { contacts: [one] }, [one]],
    ['a single record in data', { data: one }, [one]],
    ['a bare record', one, [one]],
    ['null', null, []],
    ['null in data', { data: null }, []],
    ['an empty list', { data: [] }, []],
    ['an error object', { error: 'no' }, undefined],
    ['a text', 'ok', undefined],
    ['a text in data', { data: 'ok' }, undefined],
  ])('reads %s', (_what, value, expected) => {
    expect(readList(value, 'contacts')).toEqual(expected);
  });
});

describe('readErrorLine', () => {
  it.each([
    ['strings', { errors: ['first', 'second'] }, 'first; second'],
    [
      'strings by field',
      { errors: { title: ['is empty', 'is short'] } },
      'title: is empty, is short',
    ],
    ['one text', { error: 'no right' }, 'no right'],
    ['a message', { message: 'no right' }, 'no right'],
    ['a bare array', ['no right'], 'no right'],
    ['nothing known', { id: 7 }, ''],
    ['null', null, ''],
  ])('reads an object with %s', (_what, body, line) => {
    expect(readErrorLine(JSON.stringify(body), 'application/json')).toBe(line);
  });

  it.each([
    ['', undefined, ''],
    ['  ', 'text/html', ''],
    ['<html><body>Wartung</body></html>', 'text/html', 'a web page'],
    ['<!DOCTYPE html>', undefined, 'a web page'],
    ['gateway\n\n   down\u0000', 'text/plain', 'gateway down'],
    ['{"errors": [', 'application/json', ''],
  ])('reads the body %j of type %s as %j', (body, type, line) => {
    expect(readErrorLine(body, type)).toBe(line);
  });

  it('masks long numbers to their last three digits, also written in parts', () => {
    const line = readErrorLine('id=1234567, +49 (0) 30 123 45-67, Nr. 1234, 422');
    expect(line).toBe('id=…567, +…567, Nr. 1234, 422');
  });

  it('is one line of at most 200 characters without long numbers, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 900 }), fc.json()), (body) => {
        const line = readErrorLine(body);
        expect(line.length).toBeLessThanOrEqual(200);
        expect(line).not.toMatch(/\p{Cc}|\d{5}/u);
      }),
    );
  });
});

describe('the kind of a body', () => {
  it.each([
    ['text/html; charset=utf-8', 'ok', true],
    ['application/xhtml+xml', 'ok', true],
    ['application/json', '  <html>', true],
    ['', '\uFEFF<!doctype html>', true],
    ['application/json', '{"a":"<b>"}', false],
    ['text/plain', 'ok', false],
  ])('%s %j is a page: %s', (type, body, expected) => {
    expect(isHtml(type, body)).toBe(expected);
  });

  it.each([
    ['application/json', 'ok', true],
    ['application/problem+json', '', true],
    ['', ' {', true],
    ['', 'ok', false],
    ['text/plain', '{', false],
  ])('%s %j is meant as JSON: %s', (type, body, expected) => {
    expect(isMeantAsJson(type, body)).toBe(expected);
  });
});

describe('fields', () => {
  it.each([
    [{ label: 'Ort', value: 'Berlin' }, 'Berlin'],
    [{ value: 3, pretty_value: '3 Sterne' }, 3],
    [{ label: 'Ort', value: null }, null],
    [
      { id: 2, name: 'Eigentümer', label: 'E' },
      { id: 2, name: 'Eigentümer', label: 'E' },
    ],
    ['Berlin', 'Berlin'],
  ])('unwraps %j', (value, bare) => {
    expect(unwrap(value)).toEqual(bare);
  });

  it.each([
    ['  Anna\n Schmidt\u0007 ', 'Anna Schmidt'],
    [42, '42'],
    ['', undefined],
    [' \t', undefined],
    [true, undefined],
    [null, undefined],
    [['a'], undefined],
    [Number.NaN, undefined],
    ['x'.repeat(1_000), 'x'.repeat(300)],
  ])('reads %j as a text', (value, text) => {
    expect(readText(value)).toBe(text);
  });

  it('cuts no character in two', () => {
    expect(readText(`${'x'.repeat(299)}😀`)).toBe('x'.repeat(299));
  });

  it('keeps the blanks of a number and divides its lines', () => {
    expect(readNumberText(' 030  123\r\n0172 456\u0000')).toBe('030  123, 0172 456');
  });

  it.each([
    [7, 7],
    ['7', 7],
    [{ label: 'Nr.', value: 7 }, 7],
    [0, undefined],
    [-1, undefined],
    [1.5, undefined],
    ['7a', undefined],
    [1e300, undefined],
    [null, undefined],
  ])('reads %j as an id', (value, id) => {
    expect(readId(value)).toBe(id);
  });

  it('reads times with a zone, and nothing that is none', () => {
    expect(readTime('2026-01-12T18:00:30+01:00')).toBe(Date.UTC(2026, 0, 12, 17, 0, 30));
    expect(readTime('gestern')).toBeUndefined();
    expect(readTime(null)).toBeUndefined();
  });

  it.each([true, 1, '1', 'true'])('takes %j for a yes', (value) => {
    expect(isYes(value)).toBe(true);
  });
});
