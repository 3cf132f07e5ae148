import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { readLimited } from '../files/read-limited.ts';
import { renameOver } from '../files/rename-over.ts';
import { writeAtomically } from '../files/write-atomically.ts';

/** What a part is a part of. */
const Origin = z.strictObject({
  url: z.string(),
  /** Strong ETag or Last-Modified, for `If-Range`. */
  validator: z.string(),
  totalBytes: z.number().int().positive(),
});
export type Origin = z.infer<typeof Origin>;

/** An address and an ETag are far shorter. */
const mostOriginBytes = 16_384;

/**
 * The beginning of a file that is being downloaded (`NAME.part`), and beside it what it is the beginning
 * of (`NAME.part.json`). Without the latter the part is worth nothing.
 */
export class PartFile {
  readonly #file: string;
  readonly #part: string;
  readonly #note: string;

  /** @param file  where the whole will lie */
  constructor(file: string) {
    this.#file = file;
    this.#part = `${file}.part`;
    this.#note = `${file}.part.json`;
  }

  /** @returns what is there of this address, undefined where that is nothing */
  async read(url: string): Promise<(Origin & { readonly bytes: number }) | undefined> {
    const note = await readLimited(this.#note, mostOriginBytes);
    if (!note || note.isTooLarge) return undefined;
    const origin = Origin.safeParse(jsonOf(note.bytes.toString('utf8')));
    if (!origin.success || origin.data.url !== url) return undefined;
    const bytes = await sizeOf(this.#part);
    if (bytes === 0 || bytes > origin.data.totalBytes) return undefined;
    return { ...origin.data, bytes };
  }

  /**
   * Goes on writing.
   *
   * @param start   bytes of the part that are kept, 0 to begin anew
   * @param origin  null where nothing says later what the part belongs to
   * @throws        errors of `node:fs`
   */
  async open(start: number, origin: Origin | null): Promise<PartWriter> {
    // Before the first byte: a part must never lie beside the note of another.
    await rm(this.#note, { force: true });
    // Not for appending: Windows lets nobody truncate such a file.
    const handle = await open(this.#part, constants.O_RDWR | constants.O_CREAT);
    try {
      await handle.truncate(start);
      const hash = createHash('sha256');
      for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
        hash.update(chunk as Buffer);
      }
      if (origin) await writeAtomically(this.#note, JSON.stringify(origin), 0o600);
      return new PartWriter(handle, hash, start);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The part is the whole now. */
  async complete(): Promise<void> {
    await renameOver(this.#part, this.#file);
    await rm(this.#note, { force: true });
  }

  /** Removes a part that nothing can go on from. */
  async tidy(): Promise<void> {
    const note = await readLimited(this.#note, mostOriginBytes);
    if (!note || (await sizeOf(this.#part)) === 0) await this.remove();
  }

  async remove(): Promise<void> {
    await rm(this.#part, { force: true });
    await rm(this.#note, { force: true });
  }
}

/** Writes to the end of a part. */
export class PartWriter implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #hash: Hash;
  #bytes: number;

  constructor(handle: FileHandle, hash: Hash, bytes: number) {
    this.#handle = handle;
    this.#hash = hash;
    this.#bytes = bytes;
  }

  /** In the part now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @throws errors of `node:fs` */
  async write(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await this.#handle.write(chunk, at, null, this.#bytes + at);
      at += bytesWritten;
    }
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
  }

  /**
   * Waits until the disk has it.
   * @returns SHA-256 of the whole part, 64 small hexadecimal digits
   */
  async finish(): Promise<string> {
    await this.#handle.sync();
    return this.#hash.digest('hex');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.size ?? 0;
}
