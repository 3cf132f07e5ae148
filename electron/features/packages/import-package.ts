import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomId } from '../../base/random-id.ts';
import { diskError } from './disk-error.ts';
import { checkHiveos } from './check-hiveos.ts';
import { checkMmpos } from './check-mmpos.ts';
import { checkRaveos, type PackageDetails } from './check-raveos.ts';
import { detectFormat } from './detect-format.ts';
import { hashFile, hashFolder } from './package-files.ts';
import type { PackageParts } from './ports.ts';

/** Begin of the names of folders of imports that are under way. */
export const importPrefix = '.import-';
/** In the folder of a package. */
export const contentName = 'content';
export const listName = 'files.json';

/** A package that lies unpacked and looked through in a folder that goes with this. */
export interface Imported extends AsyncDisposable {
  readonly details: PackageDetails;
  readonly archiveSha256: string;
  readonly listSha256: string;
  /** Gives it its place for good. */
  moveTo(folder: string): Promise<void>;
}

/**
 * Unpacks an archive below `folder` and looks through it. Nothing in it is run.
 *
 * @throws {AppError} 'bad-archive', 'bad-package', 'disk-full' and the like; then nothing is left
 */
export async function importPackage(
  { file, name }: { readonly file: string; readonly name: string },
  folder: string,
  { unpack, commandFolders }: Pick<PackageParts, 'unpack' | 'commandFolders'>,
): Promise<Imported> {
  const own = join(folder, `${importPrefix}${randomId()}`);
  const remove = (): Promise<void> => rm(own, { recursive: true, force: true, maxRetries: 5 });
  try {
    await mkdir(own, { mode: 0o700 });
    const archiveSha256 = await hashFile(file);
    const content = join(own, contentName);
    const unpacked = await unpack({ archive: file, into: content });
    const format = detectFormat(
      unpacked.map(({ path }) => path),
      name,
    );
    const files = await hashFolder(content);
    const details = await checks[format](content, files, name, commandFolders);
    const isProgram = new Set(details.executables);
    const list = JSON.stringify(
      files.map((file) => (isProgram.has(file.path) ? { ...file, executable: true } : file)),
    );
    await writeFile(join(own, listName), list, { mode: 0o600 });
    return {
      details,
      archiveSha256,
      listSha256: createHash('sha256').update(list).digest('hex'),
      async moveTo(target) {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(own, target);
      },
      [Symbol.asyncDispose]: remove,
    };
  } catch (error) {
    await remove();
    throw diskError(error, own, folder);
  }
}

const checks = { raveos: checkRaveos, hiveos: checkHiveos, mmpos: checkMmpos } as const;
