import { describe, expect, it } from 'vitest';
import { toHex } from '../bitcoin/hex.ts';
import { checkedPrefix, hasPrefix, noncePrefix, nonceWith } from './nonce-prefix.ts';

describe('a nonce prefix', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    ['AB4e3a', 'ab4e3a'],
    ['0123456789ab', '0123456789ab'],
  ])('may be "%s"', (digits, prefix) => {
    expect(noncePrefix.parse(digits)).toBe(prefix);
  });

  it.each(['0123456789abc', 'xy', ' ', '0x', 'ab\n', 7, null])('is not %j', (digits) => {
    expect(noncePrefix.safeParse(digits).success).toBe(false);
  });

  it.each([
    ['470fef51000000aa', '470fef51', true],
    ['470FEF51000000aa', '470fef51', true],
    ['470fef51000000aa', '470F', true],
    ['470fef51000000aa', '470', true],
    ['470fef51000000aa', '', true],
    ['470fef51000000aa', '471', false],
    // A miner that takes no notice of its prefix was seen to send this.
    ['fc1133afc29dbe00', 'ab4e3a', false],
  ])('of %s and "%s": %s', (nonce, prefix, begins) => {
    expect(hasPrefix(nonce, prefix)).toBe(begins);
  });

  it.each([
    ['', 0n, '0000000000000000'],
    ['470fef51', 0xaan, '470fef51000000aa'],
    ['abc', 1n, 'abc0000000000001'],
    ['0123456789ab', 0xffffn, '0123456789abffff'],
    ['', 0xffff_ffff_ffff_ffffn, 'ffffffffffffffff'],
  ])('"%s" and the counter %s make %s', (prefix, counter, nonce) => {
    const bytes = nonceWith(prefix, counter);
    expect(toHex(bytes)).toBe(nonce);
    expect(hasPrefix(toHex(bytes), prefix)).toBe(true);
  });

  it.each([
    ['0123456789ab', 0x1_0000n],
    ['', 1n << 64n],
    ['', -1n],
  ])('"%s" leaves no room for the counter %s', (prefix, counter) => {
    expect(() => nonceWith(prefix, counter)).toThrow(RangeError);
  });

  it('is sent as whole bytes', () => {
    expect(checkedPrefix('AB4E3A')).toBe('ab4e3a');
    expect(checkedPrefix('')).toBe('');
    for (const digits of ['abc', 'xy', '0123456789abcd']) {
      expect(() => checkedPrefix(digits)).toThrow(RangeError);
    }
  });
});
