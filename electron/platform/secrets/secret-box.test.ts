import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyBox } from './key-box.ts';
import { SafeStorageBox, type SafeStorage } from './safe-storage-box.ts';
import { SecretUnreadableError, type SecretBox } from './secret-box.ts';

/** A keyring that seals for real, with a key that only it has. */
function keyring(): SafeStorage {
  const inner = new KeyBox(randomBytes(32));
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(inner.seal(text, 'keyring')),
    decryptString: (sealed) => inner.open(sealed.toString(), 'keyring'),
  };
}

const boxes: [string, () => SecretBox][] = [
  ['KeyBox', () => new KeyBox(randomBytes(32))],
  ['SafeStorageBox', () => new SafeStorageBox(keyring())],
];

describe.each(boxes)('%s', (_, make) => {
  it('gives back what was sealed, and never the same box twice', () => {
    const box = make();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
        const sealed = box.seal(text, purpose);
        expect(box.open(sealed, purpose)).toBe(text);
        expect(box.seal(text, purpose)).not.toBe(sealed);
        expect(sealed).toMatch(/^[a-z]+1\.[\w-]+$/);
      }),
    );
  });

  it('does not open what was changed anywhere', () => {
    const box = make();
    const sealed = box.seal('a password', 'pool');
    for (let at = 0; at < sealed.length - 1; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(() => box.open(changed, 'pool')).toThrow(SecretUnreadableError);
    }
  });

  it('does not open what was cut off, or never was a box', () => {
    const box = make();
    const sealed = box.seal('a password', 'pool');
    for (let length = 0; length < sealed.length - 1; length += 1) {
      expect(() => box.open(sealed.slice(0, length), 'pool')).toThrow(SecretUnreadableError);
    }
    expect(() => box.open('aes1.', 'pool')).toThrow(SecretUnreadableError);
    expect(() => box.open('os1.', 'pool')).toThrow(SecretUnreadableError);
    expect(() => box.open('anything', 'pool')).toThrow(SecretUnreadableError);
  });

  it('does not open a box that was sealed for another use', () => {
    const box = make();
    expect(() => box.open(box.seal('a password', 'pool'), 'api')).toThrow(SecretUnreadableError);
  });

  it('does not open what another key sealed, and says what to do', () => {
    const sealed = make().seal('a password', 'pool');
    expect(() => make().open(sealed, 'pool')).toThrow(
      expect.objectContaining({
        code: 'secret-unreadable',
        suggestion: expect.stringContaining('Enter the password again') as string,
      }),
    );
  });
});

it('refuses a key that is too short', () => {
  expect(() => new KeyBox(randomBytes(16))).toThrow(RangeError);
});
