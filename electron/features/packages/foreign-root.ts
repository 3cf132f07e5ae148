import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { isPlainPath, movePaths } from '../../protocols/packages/foreign-paths.ts';
import { diskError } from './disk-error.ts';
import { copyVerified, type PackageFile } from './package-files.ts';

/** Scripts of packages have paths without quotes, so the folder they lie in must not need any. */
class StrangeFolderError extends AppError {
  readonly code = 'start-failed';
  readonly userMessage: string;
  override readonly suggestion =
    'Move the data of Rigwright to a folder whose path has neither spaces nor special signs.';
  constructor(folder: string) {
    super(`scripts cannot work in ${folder}`);
    this.userMessage = `Scripts of HiveOS and mmpOS cannot work in the folder ${folder}, because of a sign in its name.`;
  }
}

export interface ForeignRoot {
  /** Stands for `/` in the scripts of the package. */
  readonly root: string;
  /** Folder of the miner in it. */
  readonly miner: string;
}

export interface PlacedPackage {
  readonly name: string;
  readonly files: readonly PackageFile[];
  readonly content: string;
  /** Folder in the archive whose content is placed: `miner/` or ''. */
  readonly top: string;
}

/** Configurations are small; what is larger is data, in which nobody looks for paths. */
const maxTextBytes = 1024 * 1024;
const commonFolders = ['tmp', 'home/user', 'var/log/miner/custom', 'run/hive', 'hive-config'];

/**
 * Lays out a folder in which a package finds everything where its system would have it: scripts are
 * copies in which the paths of the system lead into this folder. A mount namespace would spare the
 * change, but many systems do not let a user make one. Paths within programs stay as they are.
 *
 * @param top   an empty folder of the process's own
 * @param at    where the miner belongs, relative to the root
 * @throws {AppError} where a file was changed since its import, or the disk refuses
 */
export async function layOut(
  top: string,
  at: string,
  { name, files, content, top: folder }: PlacedPackage,
): Promise<ForeignRoot> {
  const root = join(top, 'system');
  if (!isPlainPath(root)) throw new StrangeFolderError(root);
  const miner = join(root, at);
  try {
    for (const one of [...commonFolders, at]) {
      await mkdir(join(root, one), { recursive: true, mode: 0o700 });
    }
    await copyFolders(join(content, folder), miner);
  } catch (error) {
    throw diskError(error, root, top);
  }
  const own = files
    .filter(({ path }) => path.startsWith(folder))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }));
  await copyVerified({ name, files: own, from: join(content, folder), to: miner });
  for (const { path, bytes } of own) {
    if (bytes <= maxTextBytes) await moveWithin(join(miner, path), root);
  }
  return { root, miner };
}

/** Packages bring empty folders for what their miner will write. */
async function copyFolders(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((entry) => entry.isDirectory())) {
    const path = join(entry.parentPath, entry.name).slice(from.length).replace(/^\/+/, '');
    await mkdir(join(to, path), { recursive: true });
  }
}

async function moveWithin(file: string, root: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.includes(0)) return;
  // Byte by byte, so that nothing else of the file changes, whatever letters it is in.
  const text = bytes.toString('latin1');
  const moved = movePaths(text, Buffer.from(root).toString('latin1'));
  if (moved !== text) await writeFile(file, moved, 'latin1');
}

/** Writes files of ours below a root; their folders are made. */
export async function writeBelow(
  root: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, text, { mode: 0o600 });
    }
  } catch (error) {
    throw diskError(error, root, root);
  }
}

/** Puts the commands of a system where scripts look for them. */
export async function copyCommands(from: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(from)) {
      await copyFile(join(from, name), join(folder, name));
      await chmod(join(folder, name), 0o755);
    }
  }
}
