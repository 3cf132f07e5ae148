import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errnoCode } from '../../base/storage-error.ts';
import { diskError } from './disk-error.ts';
import { PackageFileChangedError, PackageFileMissingError } from './package-errors.ts';

/** One file of a package as it was imported. */
export const PackageFile = z.object({
  /** Relative, with `/`. */
  path: z.string(),
  bytes: z.number().int().min(0),
  sha256: z.string().length(64),
  executable: z.boolean(),
});
export type PackageFile = z.infer<typeof PackageFile>;

const pieceBytes = 1024 * 1024;
const executableBits = 0o111;

/** All files below a folder, hashed, in the order of their names. */
export async function hashFolder(folder: string): Promise<PackageFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: PackageFile[] = [];
  for (const entry of entries.filter((entry) => !entry.isDirectory())) {
    const file = join(entry.parentPath, entry.name);
    const { size, mode } = await lstat(file);
    files.push({
      path: file.slice(folder.length + 1).replaceAll('\\', '/'),
      bytes: size,
      sha256: await hashFile(file),
      executable: (mode & executableBits) !== 0,
    });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** SHA-256 in hexadecimal digits. */
export async function hashFile(file: string): Promise<string> {
  return transfer(file, null);
}

export interface VerifiedCopy {
  /** Of the package, for messages. */
  readonly name: string;
  readonly files: readonly PackageFile[];
  readonly from: string;
  /** A folder that exists. */
  readonly to: string;
}

/**
 * Copies the files of a package and compares every byte on the way with what was imported, so that
 * what is started is what was agreed to. The copy may be written to, the original never is.
 *
 * @throws {PackageFileChangedError | PackageFileMissingError | StorageError}
 */
export async function copyVerified({ name, files, from, to }: VerifiedCopy): Promise<void> {
  for (const { path, sha256, executable } of files) {
    const target = join(to, path);
    const mode = executable ? 0o755 : 0o644;
    try {
      await mkdir(dirname(target), { recursive: true });
      const found = await transfer(join(from, path), { target, mode });
      if (found !== sha256) throw new PackageFileChangedError(name, path);
    } catch (error) {
      const isOfSource =
        error instanceof Error && 'path' in error && error.path === join(from, path);
      const isGone = ['ENOENT', 'EACCES', 'EPERM'].includes(errnoCode(error) ?? '');
      if (isOfSource && isGone) throw new PackageFileMissingError(name, path, from);
      throw diskError(error, target, to);
    }
  }
}

/** Reads a file, writes it to another one where that is wanted, and gives its SHA-256. */
async function transfer(
  file: string,
  into: { readonly target: string; readonly mode: number } | null,
): Promise<string> {
  const hash = createHash('sha256');
  await using source = await open(file, 'r');
  await using target = into === null ? null : await open(into.target, 'wx', into.mode);
  const buffer = Buffer.alloc(pieceBytes);
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, buffer.length);
    if (bytesRead === 0) break;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    await target?.appendFile(piece);
  }
  if (into !== null) await target?.chmod(into.mode);
  return hash.digest('hex');
}
