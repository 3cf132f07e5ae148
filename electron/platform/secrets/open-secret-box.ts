import type { JsonFile } from '../../base/json-file.ts';
import { KeyBox } from './key-box.ts';
import { loadKey } from './key-file.ts';
import { SafeStorageBox, safeStoragePrefix, type SafeStorage } from './safe-storage-box.ts';
import { SecretUnreadableError, type SecretBox } from './secret-box.ts';

export interface SecretBoxOptions {
  /** Made on first use, for its owner alone. */
  readonly keyFile: JsonFile;
  /** The desktop's keyring; headless there is none. */
  readonly safeStorage?: SafeStorage | undefined;
}

/**
 * The best box of this host. Desktop and service may share a data folder: each opens what it can of
 * what the other one sealed.
 */
export async function openSecretBox({
  keyFile,
  safeStorage,
}: SecretBoxOptions): Promise<SecretBox> {
  const own = new KeyBox(await loadKey(keyFile));
  if (!safeStorage?.isEncryptionAvailable()) return withoutKeyring(own);
  const keyring = new SafeStorageBox(safeStorage);
  return {
    seal: (text, purpose) => keyring.seal(text, purpose),
    open: (box, purpose) => (isOfKeyring(box) ? keyring : own).open(box, purpose),
  };
}

const isOfKeyring = (box: string): boolean => box.startsWith(safeStoragePrefix);

function withoutKeyring(own: SecretBox): SecretBox {
  return {
    seal: (text, purpose) => own.seal(text, purpose),
    open(box, purpose) {
      if (isOfKeyring(box)) {
        throw new SecretUnreadableError('the secret lies in the keyring of the desktop app');
      }
      return own.open(box, purpose);
    },
  };
}
