import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretUnreadableError, type SecretBox } from './secret-box.ts';

/** Version of the form: AES-256-GCM, base64url of nonce, cipher text and tag. */
export const keyBoxPrefix = 'aes1.';
export const keyBytes = 32;
/** The nonce of NIST SP 800-38D. Random ones are safe far beyond the few seals a rig ever makes. */
const nonceBytes = 12;
const tagBytes = 16;

/** A box with a key of its own. The purpose is authenticated: a box cannot be moved to another name. */
export class KeyBox implements SecretBox {
  readonly #key: Buffer;

  /** @param key  32 random bytes */
  constructor(key: Buffer) {
    if (key.length !== keyBytes) throw new RangeError(`a key has ${keyBytes} bytes`);
    this.#key = key;
  }

  seal(text: string, purpose: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(purpose));
    const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return keyBoxPrefix + Buffer.concat(sealed).toString('base64url');
  }

  open(box: string, purpose: string): string {
    if (!box.startsWith(keyBoxPrefix)) {
      throw new SecretUnreadableError('the secret was not sealed with a key file');
    }
    const bytes = Buffer.from(box.slice(keyBoxPrefix.length), 'base64url');
    if (bytes.length < nonceBytes + tagBytes) throw new SecretUnreadableError('the box is cut off');
    try {
      const nonce = bytes.subarray(0, nonceBytes);
      const opener = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes });
      opener.setAAD(Buffer.from(purpose));
      opener.setAuthTag(bytes.subarray(-tagBytes));
      const text = opener.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([text, opener.final()]).toString('utf8');
    } catch (error) {
      throw new SecretUnreadableError('the box does not fit the key', { cause: error });
    }
  }
}
