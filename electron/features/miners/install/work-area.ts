import { createHash } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomId } from '../../../base/random-id.ts';
import { storageError } from '../../../base/storage-error.ts';
import type { MinerId } from '../../../contract/values/ids.ts';
import {
  remove,
  removeIfEmpty,
  settleWorkFolder,
  WorkFolder,
  type Recorded,
  type Swap,
  type WorkFolderOptions,
} from './work-folder.ts';

/** Parts of downloads that nobody went on with for so long are removed. */
const keptPartsMs = 7 * 24 * 3_600_000;

/** One that was not taken away: the next download begins anew in any case. */
const wholeArchive = /^[a-z0-9-]+\.[0-9a-f]{16}$/;

export interface WorkAreaOptions extends WorkFolderOptions {
  /** Epoch ms. */
  readonly now: () => number;
  readonly recorded: Recorded;
}

/**
 * The folders of the miners and what is being done to them. Everything unfinished lies in one folder
 * which is empty whenever nothing is going on; the parts of downloads lie in another.
 */
export class WorkArea {
  readonly #options: WorkAreaOptions;

  private constructor(options: WorkAreaOptions) {
    this.#options = options;
  }

  /**
   * Puts right what a program left behind that was killed.
   * @throws {StorageError} where the folder cannot be made or read
   */
  static async open(options: WorkAreaOptions): Promise<WorkArea> {
    const area = new WorkArea(options);
    await area.#onDisk(async () => {
      await mkdir(area.#work, { recursive: true, mode: 0o700 });
      await mkdir(area.#downloads, { recursive: true, mode: 0o700 });
      for (const name of await readdir(area.#work)) {
        await settleWorkFolder(join(area.#work, name), options, options.recorded);
      }
      const oldest = options.now() - keptPartsMs;
      for (const name of await readdir(area.#downloads)) {
        const file = join(area.#downloads, name);
        const isOld = (await stat(file)).mtimeMs < oldest;
        if (isOld || wholeArchive.test(name)) await remove(file);
      }
    });
    return area;
  }

  minerFolder(minerId: MinerId): string {
    return join(this.#options.root, minerId);
  }

  versionFolder(minerId: MinerId, version: string): string {
    return join(this.#options.root, minerId, version);
  }

  /** @throws {StorageError} */
  async begin(): Promise<WorkFolder> {
    const path = join(this.#work, randomId());
    await this.#onDisk(() => mkdir(path, { mode: 0o700 }));
    return new WorkFolder(path, this.#options);
  }

  /**
   * Takes a downloaded file away from the downloads.
   * @param name  as its publisher calls it
   * @returns     its path
   * @throws {StorageError}
   */
  take(work: WorkFolder, file: string, name: string): Promise<string> {
    return this.#onDisk(() => work.take(file, name));
  }

  /**
   * Puts an unpacked version in its place and has it recorded.
   *
   * @param work    in which it lies as `content`
   * @param record  checks it where it lies now, and writes it down
   * @throws {AppError} what `record` throws, or a StorageError
   */
  async place(work: WorkFolder, swap: Swap, record: () => Promise<void>): Promise<void> {
    await this.#onDisk(async () => {
      await mkdir(this.minerFolder(swap.minerId), { recursive: true, mode: 0o700 });
      await work.swap(swap, async (target) => {
        await this.#options.rename(work.content, target);
        await record();
      });
    });
  }

  /**
   * Takes a version away and has that recorded; where either fails, it is there again.
   * @throws {AppError} what `record` throws, or a StorageError
   */
  async takeAway(minerId: MinerId, version: string, record: () => Promise<void>): Promise<void> {
    await using work = await this.begin();
    await this.#onDisk(() => work.swap({ minerId, version, archiveSha256: null }, record));
    await removeIfEmpty(this.minerFolder(minerId));
  }

  /**
   * Where the archive of an address is downloaded to. Parts of other archives of this miner are
   * removed, so that there is at most one.
   * @throws {StorageError}
   */
  async downloadFile(minerId: MinerId, url: string): Promise<string> {
    const hash = createHash('sha256').update(url).digest('hex').slice(0, 16);
    const name = `${minerId}.${hash}`;
    await this.#removeDownloads(minerId, (other) => !other.startsWith(name));
    return join(this.#downloads, name);
  }

  /** @throws {StorageError} */
  async removeDownloads(minerId: MinerId): Promise<void> {
    await this.#removeDownloads(minerId, () => true);
  }

  async #removeDownloads(minerId: MinerId, isUnwanted: (name: string) => boolean): Promise<void> {
    await this.#onDisk(async () => {
      for (const name of await readdir(this.#downloads)) {
        // Ids have no dot, so this is no other miner whose id begins alike.
        if (!name.startsWith(`${minerId}.`) || !isUnwanted(name)) continue;
        await remove(join(this.#downloads, name));
      }
    });
  }

  get #work(): string {
    return join(this.#options.root, '.work');
  }

  get #downloads(): string {
    return join(this.#options.root, '.downloads');
  }

  async #onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
    const { root } = this.#options;
    try {
      return await work();
    } catch (error) {
      throw storageError(error, root, root);
    }
  }
}
