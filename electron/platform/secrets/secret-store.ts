import { z } from 'zod';
import type { JsonFile } from '../../base/json-file.ts';
import { Serial } from '../../base/serial.ts';
import type { SecretBox } from './secret-box.ts';

const SecretsFile = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });

export interface SecretStoreOptions {
  /** Readable by its owner alone. */
  readonly file: JsonFile;
  readonly box: SecretBox;
}

/** Named secrets, sealed, in one file. What is in memory is what is on the disk. */
export class SecretStore {
  readonly #options: SecretStoreOptions;
  readonly #serial = new Serial();
  #sealed: ReadonlyMap<string, string>;

  private constructor(options: SecretStoreOptions, sealed: ReadonlyMap<string, string>) {
    this.#options = options;
    this.#sealed = sealed;
  }

  /** @throws {StorageError} where the file cannot be read; a damaged one is set aside */
  static async open(options: SecretStoreOptions): Promise<SecretStore> {
    const { file } = options;
    const found = await file.read();
    const parsed = SecretsFile.safeParse(found);
    if (found !== undefined && !parsed.success) await file.setAside('holds no list of secrets');
    return new SecretStore(options, new Map(Object.entries(parsed.data?.secrets ?? {})));
  }

  has(name: string): boolean {
    return this.#sealed.has(name);
  }

  /** @throws {SecretUnreadableError} where it is there and cannot be opened */
  get(name: string): string | undefined {
    const box = this.#sealed.get(name);
    return box === undefined ? undefined : this.#options.box.open(box, name);
  }

  /** @throws {StorageError} where the disk refuses; then everything is as before */
  set(name: string, text: string): Promise<void> {
    return this.#change((sealed) => {
      sealed.set(name, this.#options.box.seal(text, name));
      return true;
    });
  }

  /** Does nothing where there is no such secret. @throws {StorageError} as {@link set} */
  remove(name: string): Promise<void> {
    return this.#change((sealed) => sealed.delete(name));
  }

  /**
   * Keeps these, and removes those that are undefined: all of it or nothing.
   * @throws {StorageError} as {@link set}
   */
  change(secrets: ReadonlyMap<string, string | undefined>): Promise<void> {
    return this.#change((sealed) => {
      let isChanged = false;
      for (const [name, text] of secrets) {
        if (text === undefined) isChanged = sealed.delete(name) || isChanged;
        else {
          sealed.set(name, this.#options.box.seal(text, name));
          isChanged = true;
        }
      }
      return isChanged;
    });
  }

  /** @param apply  answers whether it changed anything */
  #change(apply: (sealed: Map<string, string>) => boolean): Promise<void> {
    return this.#serial.run(async () => {
      const sealed = new Map(this.#sealed);
      if (!apply(sealed)) return;
      await this.#options.file.write({ version: 1, secrets: Object.fromEntries(sealed) });
      this.#sealed = sealed;
    });
  }
}
