import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageError } from '../../base/storage-error.ts';
import { renameOver } from '../files/rename-over.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { readArchive, type ReadArchiveOptions } from './read-archive.ts';

export interface UnpackOptions extends ReadArchiveOptions {
  /** A folder that does not exist yet, in one that does. */
  readonly into: string;
  /** At most ten times a second. */
  readonly onProgress?: ((progress: UnpackProgress) => void) | undefined;
}

export interface UnpackProgress {
  readonly files: number;
  /** Unpacked so far. */
  readonly bytes: number;
}

export interface UnpackedFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Whether the publisher means it to be started; never for what was packed on Windows. */
  readonly isExecutable: boolean;
}

const progressPeriodMs = 100;

/**
 * Unpacks an archive (.zip, .tar.gz, .tar.xz). The folder appears when everything lies in it; whatever goes
 * wrong, nothing is left. Owners and special permissions are not taken over.
 *
 * @returns  its files, in the order of the archive
 * @throws {BadArchiveError}  where it is damaged or has something in it that none should have
 * @throws {AppError}         disk-full, storage-failed, cancelled
 */
export async function unpack(options: UnpackOptions): Promise<UnpackedFile[]> {
  const { into } = options;
  // Always the same name: what a killed program left is replaced by the next try.
  const staging = `${into}.unpacking`;
  try {
    await storing(into, async () => {
      await removeFolder(staging);
      await mkdir(staging);
    });
    const files = await unpackAll(options, staging);
    await storing(into, () => renameOver(staging, into));
    return files;
  } catch (error) {
    await removeFolder(staging);
    throw error;
  }
}

async function unpackAll(options: UnpackOptions, folder: string): Promise<UnpackedFile[]> {
  const files: UnpackedFile[] = [];
  let bytes = 0;
  let toldAt = 0;
  const count = (more: number): void => {
    bytes += more;
    if (performance.now() - toldAt < progressPeriodMs) return;
    toldAt = performance.now();
    options.onProgress?.({ files: files.length, bytes });
  };
  for await (const entry of readArchive(options)) {
    const { path, kind, isExecutable } = entry;
    const target = join(folder, path);
    const parent = kind === 'folder' ? target : dirname(target);
    await storing(options.into, () => mkdir(parent, { recursive: true }));
    if (kind === 'folder') continue;
    const before = bytes;
    await unpackFile(entry, { target, folder: options.into, count });
    files.push({ path, bytes: bytes - before, isExecutable });
  }
  return files;
}

async function unpackFile(
  { isExecutable, content }: ArchiveEntry,
  { target, folder, count }: { target: string; folder: string; count: (bytes: number) => void },
): Promise<void> {
  const mode = isExecutable ? 0o755 : 0o644;
  await using handle = await storing(folder, () => open(target, 'wx', mode));
  for await (const chunk of content()) {
    // Unlike `write`, which may write less than it is given.
    await storing(folder, () => handle.appendFile(chunk));
    count(chunk.length);
  }
  // Whatever the umask has taken away.
  await storing(folder, () => handle.chmod(mode));
}

/** Virus scanners hold fresh files open for a moment. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Errors of the disk become those that a person can be told. */
async function storing<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, folder, folder);
  }
}
