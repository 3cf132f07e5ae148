import { chmod } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { JsonFile } from '../../base/json-file.ts';
import type { Notify } from '../../base/notify.ts';
import { Serial } from '../../base/serial.ts';
import { errnoCode, storageError } from '../../base/storage-error.ts';
import { copyAside, moveAside } from './aside.ts';
import { readLimited, type ReadFile } from './read-limited.ts';
import { writeAtomically } from './write-atomically.ts';

export interface JsonFileOptions {
  readonly file: string;
  /** Told where a file was set aside or its permissions had to be repaired. */
  readonly notify: Notify;
  /** Epoch milliseconds, for the names of files that are set aside. */
  readonly now: () => number;
  /** Permissions; the files of the data folder are nobody else's business. */
  readonly mode?: number;
  /** A larger file counts as broken. */
  readonly maxBytes?: number;
}

/** Far above 500 profiles with 8 pools each. */
const defaultMaxBytes = 8 * 1024 * 1024;

/** A JSON file on this disk. What it does to the file happens in the order of the calls. */
export class DiskJsonFile implements JsonFile {
  readonly name: string;
  readonly #options: Required<JsonFileOptions>;
  readonly #serial = new Serial();

  constructor(options: JsonFileOptions) {
    this.#options = { mode: 0o600, maxBytes: defaultMaxBytes, ...options };
    this.name = basename(options.file);
  }

  read(): Promise<unknown> {
    return this.#do(async () => {
      const { file, maxBytes } = this.#options;
      let found;
      try {
        found = await readLimited(file, maxBytes);
      } catch (error) {
        // A folder in its place, or a file of another account: renaming it can still work.
        if (!['EISDIR', 'EACCES', 'EPERM'].includes(errnoCode(error) ?? '')) throw error;
        return this.#setAside('cannot be opened');
      }
      if (!found) return undefined;
      if (found.isTooLarge) return this.#setAside(`is larger than ${maxBytes} bytes`);
      await this.#repairMode(found.mode);
      const parsed = parseJson(found);
      return parsed ? parsed.value : this.#setAside('is damaged: it is no JSON');
    });
  }

  write(value: unknown): Promise<void> {
    const { file, mode } = this.#options;
    return this.#do(() => writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`, mode));
  }

  setAside(why: string): Promise<void> {
    return this.#do(() => this.#setAside(why));
  }

  copyAside(): Promise<string> {
    const { file, now } = this.#options;
    return this.#do(() => copyAside(file, now()));
  }

  async #setAside(why: string): Promise<undefined> {
    const { file, notify, now } = this.#options;
    const target = await moveAside(file, now());
    notify({
      severity: 'warning',
      text: `The file ${this.name} ${why}. It was renamed to ${target}, and a new one is begun.`,
      suggestion: `If you need what was in it, look into ${target} in ${dirname(file)}.`,
    });
  }

  async #repairMode(found: number): Promise<void> {
    const { file, mode, notify } = this.#options;
    // Windows has no such bits: there the folder in the person's profile protects the file.
    if (process.platform === 'win32' || (found & ~mode & 0o077) === 0) return;
    await chmod(file, mode);
    notify({
      severity: 'warning',
      text: `Other accounts of this computer could open the file ${this.name}. Its permissions were repaired.`,
      suggestion: 'If others use this computer, change the passwords that your profiles use.',
    });
  }

  #do<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#serial.run(async () => {
      try {
        return await work();
      } catch (error) {
        throw storageError(error, this.#options.file, dirname(this.#options.file));
      }
    });
  }
}

/** @returns undefined where the bytes are no JSON in UTF-8 */
function parseJson({ bytes }: ReadFile): { readonly value: unknown } | undefined {
  try {
    // The decoder also removes the byte order mark that some editors put in front.
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}
