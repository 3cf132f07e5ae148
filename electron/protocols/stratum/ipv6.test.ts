import { isIPv6 } from 'node:net';
import { assert, ipV6, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpv6 } from './ipv6.ts';

describe('isIpv6', () => {
  it.each(['::', '::1', '2001:db8::7', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1', 'fe80::1%eth0'])(
    'is %s',
    (text) => {
      expect(isIpv6(text)).toBe(true);
    },
  );

  it.each([
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    '12345::',
    'g::',
    '10.0.0.1',
    '::ffff:10.0.0.256',
    '::10.0.0',
    '::1%',
    'pool.example',
  ])('is not "%s"', (text) => {
    expect(isIpv6(text)).toBe(false);
  });

  it('says what Node says', () => {
    assert(property(ipV6(), (text) => isIpv6(text)));
    const like = stringMatching(/^[0-9a-f:.]{0,20}$/);
    assert(
      property(like, (text) => isIpv6(text) === isIPv6(text)),
      { numRuns: 2_000 },
    );
  });
});
