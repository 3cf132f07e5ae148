import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

export interface RotatingFileOptions {
  readonly file: string;
  /** A file that reached this size is renamed to `<file>.1`, that one to `<file>.2`, and so on. */
  readonly maxBytes: number;
  /** All files together, the current one included, at least 1. */
  readonly maxFiles: number;
}

/**
 * Whole lines in a few files of limited size. Written at once and in order, so that the last words of
 * a killed program are on the disk and nothing waits in memory for a slow one.
 *
 * Where a line cannot be written it is counted and given up: the next one that can be written is
 * preceded by the number of those that are missing.
 */
export class RotatingFile implements Disposable {
  readonly #options: RotatingFileOptions;
  #descriptor: number | undefined;
  #size = 0;
  #lost = 0;
  #isClosed = false;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  /**
   * Never throws.
   * @param line  text without a line break
   * @param gap   the line that says how many are missing
   */
  write(line: string, gap: (lost: number) => string): void {
    if (this.#isClosed) return;
    try {
      const missing = this.#lost > 0 ? `${gap(this.#lost)}\n` : '';
      this.#append(Buffer.from(`${missing}${line}\n`));
      this.#lost = 0;
    } catch {
      this.#lost += 1;
      // A new try opens the file anew: it may have been removed, or its disk come back.
      this.#close();
    }
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#close();
  }

  #append(bytes: Buffer): void {
    this.#descriptor ??= this.#open();
    if (this.#size > 0 && this.#size + bytes.length > this.#options.maxBytes) this.#rotate();
    const descriptor = (this.#descriptor ??= this.#open());
    const written = writeSync(descriptor, bytes);
    if (written < bytes.length) {
      // The disk became full in the middle of the line: half a line would spoil the next one.
      ftruncateSync(descriptor, this.#size);
      throw new Error('only a part of the line could be written');
    }
    this.#size += written;
  }

  #open(): number {
    const descriptor = openSync(this.#options.file, 'a', 0o600);
    this.#size = fstatSync(descriptor).size;
    return descriptor;
  }

  #rotate(): void {
    this.#close();
    const { file, maxFiles } = this.#options;
    if (maxFiles === 1) rmSync(file, { force: true });
    for (let number = maxFiles - 1; number >= 1; number -= 1) {
      const older = `${file}.${number}`;
      const newer = number === 1 ? file : `${file}.${number - 1}`;
      try {
        renameSync(newer, older);
      } catch {
        // There are not that many files yet.
      }
    }
  }

  #close(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    try {
      closeSync(descriptor);
    } catch {
      // The system has given the file up already.
    }
  }
}
