import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretMask } from './secret-mask.ts';

describe('secretMask', () => {
  it.each([
    [['correct-horse'], 'user:correct-horse@pool', 'user:•••@pool'],
    [['correct-horse'], 'xcorrect-horsex correct-horse', 'x•••x •••'],
    [['x'], 'algo rx/0, password x, xmrig', 'algo rx/0, password •••, xmrig'],
    [['abc', 'abcdefghij'], 'abcdefghij abc', '••• •••'],
    [['a"b\\c-long'], JSON.stringify({ password: 'a"b\\c-long' }), '{"password":"•••"}'],
    [['geheim & süß'], 'q=geheim%20%26%20s%C3%BC%C3%9F', 'q=•••'],
    [['$^.*+?()[]{}|/\\'], 'is $^.*+?()[]{}|/\\ ', 'is ••• '],
    [['geheim12'], '\u001b[31mgeheim12\u001b[0m', '\u001b[31m•••\u001b[0m'],
    [['', ''], 'nothing to hide', 'nothing to hide'],
    [[], 'nothing to hide', 'nothing to hide'],
  ])('hides %j', (secrets, text, expected) => {
    expect(secretMask(secrets)(text)).toBe(expected);
  });

  it('leaves no long secret in any text', () => {
    const secret = fc.string({ minLength: 8, maxLength: 20, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(secret, { maxLength: 3 }), fc.string(), (secrets, around) => {
        const masked = secretMask(secrets)(around + secrets.join(around) + around);
        for (const value of secrets.filter((one) => !'•••'.includes(one))) {
          expect(masked).not.toContain(value);
        }
      }),
    );
  });
});
