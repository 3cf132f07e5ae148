import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { randomId } from '../../base/random-id.ts';
import { Serial } from '../../base/serial.ts';
import { UploadId } from '../../contract/values/ids.ts';
import type { Upload } from '../../contract/values/package.ts';
import { diskError } from './disk-error.ts';
import { NoSuchUploadError, UploadError } from './package-errors.ts';

interface Pending {
  upload: Upload;
  readonly file: string;
  cancelExpiry: () => void;
}

export interface ReceivedFile extends AsyncDisposable {
  /** As its owner calls it. */
  readonly name: string;
  /** Where it lies until this is disposed of. */
  readonly file: string;
}

const maxUploads = 4;
const lifeMs = 60 * 60_000;

/** Files that are sent in pieces. They lie under names of ours, readable for this user only. */
export class Uploads implements AsyncDisposable {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #serial = new Serial();
  readonly #pending = new Map<UploadId, Pending>();

  private constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** @param folder  of its own; what an earlier life left in it is removed */
  static async open(folder: string, clock: Clock): Promise<Uploads> {
    try {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw diskError(error, folder, folder);
    }
    return new Uploads(folder, clock);
  }

  /** @throws {UploadError} where too many are under way */
  begin({ name, bytes }: { readonly name: string; readonly bytes: number }): Promise<Upload> {
    return this.#serial.run(async () => {
      if (this.#pending.size >= maxUploads) {
        throw new UploadError(
          `${maxUploads} files are being sent already.`,
          'Wait until one of them has arrived, then try again.',
        );
      }
      const uploadId = UploadId.parse(randomId());
      const plain = plainName(name);
      // Under its own name, because errors of the archive tell it.
      const file = join(
        this.#folder,
        uploadId,
        plain.replaceAll(/[^\w.+-]|^\.+/g, '_').slice(-100),
      );
      const upload = { uploadId, name: plain, bytes, receivedBytes: 0 };
      const cancelExpiry = this.#expireLater(uploadId);
      this.#pending.set(uploadId, { upload, file, cancelExpiry });
      try {
        await mkdir(dirname(file), { mode: 0o700 });
        await using handle = await open(file, 'wx', 0o600);
        await handle.sync();
      } catch (error) {
        await this.#forget(uploadId);
        throw diskError(error, file, this.#folder);
      }
      return upload;
    });
  }

  /**
   * @param offset  bytes sent before; a piece that was sent twice is refused
   * @throws {AppError} where there is no such upload, the piece does not fit, or the disk is full
   */
  append(uploadId: UploadId, offset: number, data: Buffer): Promise<Upload> {
    return this.#serial.run(async () => {
      const pending = this.#get(uploadId);
      const { upload, file } = pending;
      const after = offset + data.length;
      if (offset !== upload.receivedBytes || after > upload.bytes) {
        throw new UploadError(
          `The piece does not fit: ${upload.receivedBytes} of ${upload.bytes} bytes have arrived.`,
          'Go on from there, or begin again.',
        );
      }
      try {
        await using handle = await open(file, 'r+');
        // What a failed write has left behind is written over.
        let written = 0;
        while (written < data.length) {
          const { bytesWritten } = await handle.write(
            data,
            written,
            data.length - written,
            offset + written,
          );
          written += bytesWritten;
        }
      } catch (error) {
        throw diskError(error, file, this.#folder);
      }
      pending.cancelExpiry();
      pending.cancelExpiry = this.#expireLater(uploadId);
      pending.upload = { ...upload, receivedBytes: after };
      return pending.upload;
    });
  }

  /** Gives a file away that has arrived whole; it is removed with what is given. */
  take(uploadId: UploadId): Promise<ReceivedFile> {
    return this.#serial.run(() => {
      const { upload, file, cancelExpiry } = this.#get(uploadId);
      if (upload.receivedBytes < upload.bytes) {
        throw new UploadError(
          `“${upload.name}” has not arrived whole: ${upload.receivedBytes} of ${upload.bytes} bytes are there.`,
          'Send the rest first.',
        );
      }
      cancelExpiry();
      this.#pending.delete(uploadId);
      return Promise.resolve({
        name: upload.name,
        file,
        [Symbol.asyncDispose]: () => rm(dirname(file), { recursive: true, force: true }),
      });
    });
  }

  /** Forgets an upload that nobody needs any more. @throws {NoSuchUploadError} */
  cancel(uploadId: UploadId): Promise<void> {
    return this.#serial.run(() => {
      this.#get(uploadId);
      return this.#forget(uploadId);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const uploadId of this.#pending.keys()) await this.#forget(uploadId);
  }

  #get(uploadId: UploadId): Pending {
    const pending = this.#pending.get(uploadId);
    if (!pending) throw new NoSuchUploadError(uploadId);
    return pending;
  }

  #expireLater(uploadId: UploadId): () => void {
    return this.#clock.after(lifeMs, () => {
      void this.#serial.run(() => this.#forget(uploadId));
    });
  }

  async #forget(uploadId: UploadId): Promise<void> {
    const pending = this.#pending.get(uploadId);
    if (!pending) return;
    pending.cancelExpiry();
    this.#pending.delete(uploadId);
    await rm(dirname(pending.file), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** The last part of a path of any system, without what no name needs. */
const plainName = (name: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\u0000-\u001f\u007f]/g, '').trim() ||
  'package.zip';
