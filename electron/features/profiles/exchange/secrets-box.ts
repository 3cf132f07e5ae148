import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { WrongPassphraseError } from './exchange-errors.ts';

/** 32 MB and about a tenth of a second for each guess: the sizes that RFC 7914 calls interactive. */
const cost = { N: 2 ** 15, r: 8, p: 1 } as const;
/** Node asks for a little more than the 128 * N * r bytes that it uses. */
const scryptMemory = 64 * 2 ** 20;
const keyBytes = 32;
const saltBytes = 16;
/** What AES-GCM is made for. */
const nonceBytes = 12;

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, `needs ${bytes} bytes`);

/** Sizes other than ours are refused: they could ask for any amount of memory. */
export const SecretsBox = z.strictObject({
  kdf: z.literal('scrypt'),
  N: z.literal(cost.N),
  r: z.literal(cost.r),
  p: z.literal(cost.p),
  salt: base64(saltBytes),
  cipher: z.literal('aes-256-gcm'),
  nonce: base64(nonceBytes),
  tag: base64(16),
  data: z.base64(),
});
export type SecretsBox = z.infer<typeof SecretsBox>;

/** Locks a text with a passphrase. */
export async function lock(text: string, passphrase: string): Promise<SecretsBox> {
  const [salt, nonce] = [randomBytes(saltBytes), randomBytes(nonceBytes)];
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    kdf: 'scrypt',
    ...cost,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** @throws {WrongPassphraseError} also where the box was changed: nobody can tell these apart */
export async function unlock(box: SecretsBox, passphrase: string): Promise<string> {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  const key = await keyOf(passphrase, bytes(box.salt));
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(box.nonce), { authTagLength: 16 });
  decipher.setAuthTag(bytes(box.tag));
  const text = decipher.update(bytes(box.data));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (error) {
    throw new WrongPassphraseError({ cause: error });
  }
}

/** Different keyboards write the same letter with different code points: normalised, they agree. */
function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  const options = { ...cost, maxmem: scryptMemory };
  return derive(passphrase.normalize('NFKC'), salt, keyBytes, options);
}

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
