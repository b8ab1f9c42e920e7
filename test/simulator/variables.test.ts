import { describe, expect, it } from 'vitest';
import { substituteVariables } from '../../src/simulator/variables.ts';

const VALUES: Readonly<Record<string, string>> = {
  mac: '00041396D9B4',
  'call-id': '3c3b-x',
  local: '21@pbx.example',
  remote: '$mac',
  http_pass: 'secret',
  'user_uid[1]': 'u1',
};
const fill = (address: string) => substituteVariables(address, (name) => VALUES[name]);

describe('substituteVariables', () => {
  it.each([
    ['fills in a value', '/e?mac=$mac', '/e?mac=00041396D9B4'],
    ['ends a name at &', '/e?mac=$mac&x=1', '/e?mac=00041396D9B4&x=1'],
    ['ends a name at any character that no name has', '/e?a=$mac.b', '/e?a=00041396D9B4.b'],
    ['takes the hyphen into the name', '/e?call=$call-id&x', '/e?call=3c3b-x&x'],
    ['takes an index into the name', '/e?u=$user_uid[1]', '/e?u=u1'],
    ['leaves an unknown name as it is', '/e?n=$nr_ongoing_calls&x', '/e?n=$nr_ongoing_calls&x'],
    ['leaves a name that runs on as it is', '/e?n=$macs', '/e?n=$macs'],
    ['empties what looks like a password', '/e?p=$http_pass&q=$user_pass1', '/e?p=&q='],
    ['does not look for variables in values', '/e?r=$remote', '/e?r=$mac'],
    ['swallows the & that closes a name in the path', '/$mac&/e?x=1', '/00041396D9B4/e?x=1'],
    ['leaves an unclosed name in the path', '/$mac/e', '/$mac/e'],
    ['fills in fragments too', '/e#var:m=$mac', '/e#var:m=00041396D9B4'],
    ['leaves a lone dollar', '/e?a=$&b=$1', '/e?a=$&b=$1'],
  ])('%s', (_promise, address, expected) => {
    expect(fill(address)).toBe(expected);
  });
});
