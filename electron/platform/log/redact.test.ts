import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact.ts';
import { SecretTexts } from './secret-texts.ts';

const secretsOf = (...texts: string[]): SecretTexts => {
  const secrets = new SecretTexts();
  for (const text of texts) secrets.register(text);
  return secrets;
};
const none = new SecretTexts();
const wallet =
  '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A';

describe('redact', () => {
  it.each([
    'password',
    'poolPassword',
    'pass',
    'token',
    'apiToken',
    'authorization',
    'set-cookie',
    'clientSecret',
  ])('never shows the field %s', (name) => {
    expect(redact({ a: { [name]: 'something' } }, none)).toEqual({ a: { [name]: '***' } });
    expect(redact({ [name]: ['something', 5] }, none)).toEqual({ [name]: '***' });
  });

  it('shows the ends of a wallet, and nothing of a short name', () => {
    expect(redact({ user: wallet, wallet: 'shortname' }, none)).toEqual({
      user: '44AF…EP3A',
      wallet: '***',
    });
  });

  it('leaves ordinary fields as they are', () => {
    const fields = { pid: 5, name: 'run', ok: true, nothing: null, at: 1.5, list: ['a', 2] };
    expect(redact(fields, secretsOf('unrelated'))).toEqual(fields);
  });

  it('hides registered secrets in values, names, numbers, errors and their causes', () => {
    const error = new Error('login with hunter2!x failed', { cause: new Error('hunter2!x') });
    const shown = JSON.stringify(
      redact(
        { error, 'hunter2!x': 1, n: 123456, map: new Map([['k', 'hunter2!x']]) },
        secretsOf('hunter2!x', '3456'),
      ),
    );
    expect(shown).not.toContain('hunter2!x');
    expect(shown).not.toContain('3456');
    expect(shown).toContain('login with *** failed');
  });

  it('hides secrets nobody registered where their place gives them away', () => {
    expect(redactText('GET /?token=abcdef&x=1', none)).toBe('GET /?token=***&x=1');
    expect(redactText('open stratum+tcp://ada:pw@pool:3333', none)).toBe(
      'open stratum+tcp://***@pool:3333',
    );
    expect(redactText('Authorization: Bearer abc.def', none)).toBe('Authorization: Bearer ***');
  });

  it('ends with whatever it is given', () => {
    const circle: Record<string, unknown> = { list: Array.from({ length: 1_000 }, (_, n) => n) };
    circle['self'] = circle;
    const wide = (depth: number): unknown =>
      depth === 0 ? 'leaf' : Array.from({ length: 50 }, () => wide(depth - 1));
    const hostile = Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    const text = JSON.stringify(
      redact(
        {
          circle,
          hostile,
          bytes: Buffer.from('abc'),
          f: () => 1,
          s: Symbol('s'),
          b: 5n,
          d: new Date(Number.NaN),
          n: Number.NaN,
        },
        none,
      ),
    );
    expect(text).toContain('(too deep)');
    expect(text).toContain('(unreadable)');
    expect(text).toContain('(3 bytes)');
    expect(JSON.stringify(redact(wide(3), none)).length).toBeLessThan(20_000);
    expect(redactText('x'.repeat(1_000_000), none).length).toBeLessThan(9_000);
  });

  it('never lets a registered secret through, whatever stands around it', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 30 });
    const noise = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 5 }),
        fc.array(noise, { maxLength: 6 }),
        (all, parts) => {
          const text = parts.flatMap((part, n) => [part, all[n % all.length] ?? '']).join('');
          const shown = redactText(`${text}${all.join('')}`, secretsOf(...all));
          for (const one of all) expect(shown).not.toContain(one);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never lets one through that looks like the placeholder, or overlaps another', () => {
    const secret = fc.string({ unit: fc.constantFrom('*', 'a', 'b'), minLength: 4, maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('*', 'a', 'b'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), text, (all, around) => {
        const shown = redactText(around, secretsOf(...all));
        for (const one of all) expect(shown).not.toContain(one);
      }),
      { numRuns: 500 },
    );
  });
});

describe('SecretTexts', () => {
  it('hides a secret as it looks in JSON and in a URL', () => {
    const secrets = secretsOf('a"b/c d');
    expect(secrets.hide(JSON.stringify({ x: 'a"b/c d' }))).toBe('{"x":"***"}');
    expect(secrets.hide(`?x=${encodeURIComponent('a"b/c d')}`)).toBe('?x=***');
  });

  it('hides the longer of two secrets that begin alike', () => {
    expect(secretsOf('secret', 'secret-and-more').hide('secret-and-more')).toBe('***');
  });

  it('leaves texts of three characters and less alone', () => {
    expect(secretsOf('x', 'abc').hide('x abc')).toBe('x abc');
  });

  it('shows a text again when everyone who registered it is done', () => {
    const secrets = new SecretTexts();
    const first = secrets.register('token-1');
    const second = secrets.register('token-1');
    first();
    first();
    expect(secrets.hide('token-1')).toBe('***');
    second();
    expect(secrets.hide('token-1')).toBe('token-1');
  });
});
