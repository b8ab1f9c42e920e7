import { describe, expect, it } from 'vitest';
import { isMeant } from '../../src/sandbox/fault-pattern.ts';

describe('on', () => {
  it.each([
    ['*', 'GET', '/v1/contacts'],
    ['POST *', 'POST', '/v1/calls/3cx'],
    ['* /v1/contacts', 'GET', '/v1/contacts'],
    ['/v1/contacts', 'GET', '/v1/contacts'],
    ['/v1/contacts', 'GET', '/v1/contacts/1001'],
    ['get /v1/contacts', 'GET', '/v1/contacts'],
    ['POST  /v1/calls/3cx', 'POST', '/v1/calls/3cx'],
    ['/v1/contacts$', 'GET', '/v1/contacts'],
    ['/v1/contacts/*', 'GET', '/v1/contacts/1001'],
    ['/v1/*/1001', 'GET', '/v1/contacts/1001'],
    ['/v1/c*s/*01', 'GET', '/v1/contacts/1001'],
    ['/v1', 'GET', '/v1/brokers'],
  ])('%s covers %s %s', (on, method, path) => {
    expect(isMeant(on, method, path)).toBe(true);
  });

  it.each([
    ['POST *', 'GET', '/v1/contacts'],
    ['/v1/contact', 'GET', '/v1/contacts'],
    ['POST /v1/calls/3cx', 'GET', '/v1/calls/3cx'],
    ['/v1/contacts$', 'GET', '/v1/contacts/1001'],
    ['/v1/contacts/*', 'GET', '/v1/contacts'],
    ['/v1/*/1001', 'GET', '/v1/contacts/1002'],
    ['/v1/a*a', 'GET', '/v1/a'],
    ['/v1/*bc*cd', 'GET', '/v1/abcd'],
    ['/contacts', 'GET', '/v1/contacts'],
  ])('%s does not cover %s %s', (on, method, path) => {
    expect(isMeant(on, method, path)).toBe(false);
  });
});
