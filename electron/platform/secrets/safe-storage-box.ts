import { z } from 'zod';
import { SecretUnreadableError, type SecretBox } from './secret-box.ts';

/** What we use of Electron's `safeStorage`: the key lies in the system's own keyring. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

export const safeStoragePrefix = 'os1.';
const Content = z.tuple([z.string(), z.string()]);

/** A box of the desktop. The keyring knows no purpose, so it is sealed together with the text. */
export class SafeStorageBox implements SecretBox {
  readonly #storage: SafeStorage;

  constructor(storage: SafeStorage) {
    this.#storage = storage;
  }

  seal(text: string, purpose: string): string {
    const sealed = this.#storage.encryptString(JSON.stringify([purpose, text]));
    return safeStoragePrefix + sealed.toString('base64url');
  }

  open(box: string, purpose: string): string {
    if (!box.startsWith(safeStoragePrefix)) {
      throw new SecretUnreadableError('the secret was not sealed with the keyring');
    }
    const [sealedFor, text] = this.#decrypt(box.slice(safeStoragePrefix.length));
    if (sealedFor !== purpose)
      throw new SecretUnreadableError('the box was sealed for another use');
    return text;
  }

  #decrypt(sealed: string): [string, string] {
    try {
      const content = this.#storage.decryptString(Buffer.from(sealed, 'base64url'));
      return Content.parse(JSON.parse(content));
    } catch (error) {
      throw new SecretUnreadableError('the keyring does not open the box', { cause: error });
    }
  }
}
