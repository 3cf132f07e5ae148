import { describe, expect, it } from 'vitest';
import { lock, SecretsBox, unlock } from './secrets-box.ts';

describe('a box of passwords', () => {
  it('opens with its passphrase, however the keyboard writes it', async () => {
    const box = SecretsBox.parse(JSON.parse(JSON.stringify(await lock('päss', 'Caf\u00e9 noir'))));
    expect(await unlock(box, 'Cafe\u0301 noir')).toBe('päss');
    expect(JSON.stringify(box)).not.toContain('päss');
  });

  it('is another one each time', async () => {
    const [one, other] = [await lock('same', 'passphrase'), await lock('same', 'passphrase')];
    expect(one.salt).not.toBe(other.salt);
    expect(one.nonce).not.toBe(other.nonce);
    expect(one.data).not.toBe(other.data);
  });

  it('opens what another program locked by the description', async () => {
    // Made with Python's hashlib.scrypt and cryptography's AESGCM: see README.md.
    const box = SecretsBox.parse({
      kdf: 'scrypt',
      N: 32768,
      r: 8,
      p: 1,
      salt: 'AAECAwQFBgcICQoLDA0ODw==',
      cipher: 'aes-256-gcm',
      nonce: 'AAECAwQFBgcICQoL',
      tag: 'GnqVIvdkHk6i6muB3dV2pw==',
      data: 'sEA=',
    });
    expect(await unlock(box, 'correct horse')).toBe('[]');
  });

  it('stays shut with a wrong passphrase, or where anything was changed', async () => {
    const box = await lock('secret', 'passphrase');
    const wrong = { code: 'wrong-passphrase' };
    await expect(unlock(box, 'passphrase ')).rejects.toMatchObject(wrong);
    for (const field of ['salt', 'nonce', 'tag', 'data'] as const) {
      const bytes = Buffer.from(box[field], 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      const changed = { ...box, [field]: bytes.toString('base64') };
      await expect(unlock(changed, 'passphrase')).rejects.toMatchObject(wrong);
    }
  });

  it.each([
    ['another cost, which could take any amount of memory', { N: 2 ** 24 }],
    ['more blocks', { r: 1024 }],
    ['a short salt', { salt: 'AAAA' }],
    ['a short tag, which could be guessed', { tag: 'AAAA' }],
    ['another cipher', { cipher: 'aes-128-cbc' }],
    ['something that is no Base64', { data: '?' }],
  ])('is refused with %s', async (_, change) => {
    expect(SecretsBox.safeParse({ ...(await lock('x', 'passphrase')), ...change }).success).toBe(
      false,
    );
  });
});
