import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoCode } from '../../../base/storage-error.ts';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { ExecutableMissingError } from './executable-errors.ts';
import { CrowdedFolderError, type FileChange } from './files-changed-error.ts';
import { inParallel } from './in-parallel.ts';
import type { FileRecord } from './installed-file.ts';
import type { InstallPorts } from './ports.ts';
import { canBeRun, hashProgram, isLibrary, reading, type ProgramFile } from './program-file.ts';

/** Where the files of a version lie. */
export interface VersionPlace {
  readonly root: string;
  /** What a person is told: where they lie, or will lie. */
  readonly shown: string;
  /** Of the miner: what a person may choose to allow. */
  readonly folder: string;
}

/** Files that are read at a time: enough for the disk, and all that memory is spent on. */
const lanes = 4;

/** Far above the files of an archive and what a miner may keep beside them. */
const mostEntries = 50_000;

/**
 * Drivers for the registers of the processor, which antivirus software takes away from miners that
 * work without them. One that nobody can read does no harm; one that is there has to be the right one.
 */
const isDriver = (path: string): boolean => /\.sys$/i.test(path);

/**
 * SHA-256 of every file that was unpacked. Which of them a program loads only it knows, so all count.
 *
 * @param paths    of the files in the place
 * @param program  path of the one that is started
 * @returns        without what antivirus software took away, where the program can do without
 * @throws {AppError} `executable-missing` where it can not; `cancelled`
 */
export async function recordFiles(
  place: VersionPlace,
  paths: readonly string[],
  {
    program,
    sha256OfFile,
    signal,
  }: {
    readonly program: string;
    readonly sha256OfFile: InstallPorts['sha256OfFile'];
    readonly signal: AbortSignal;
  },
): Promise<FileRecord[]> {
  const hashes = new Map<string, string>();
  await inParallel(paths, lanes, async (path) => {
    signal.throwIfAborted();
    try {
      hashes.set(path, await hashProgram(fileIn(place, path), sha256OfFile));
    } catch (error) {
      const isNeeded = path === program || isLibrary(path);
      if (isNeeded || !(error instanceof ExecutableMissingError)) throw error;
    }
  });
  return paths.flatMap((path) => {
    const sha256 = hashes.get(path);
    return sha256 === undefined ? [] : [{ path, sha256 }];
  });
}

/**
 * How the files differ from what was recorded, in the order of their names. What a miner writes into
 * its folder counts only where the system could run or load it.
 *
 * @param program  path of the one that is started, whose bytes were compared already
 * @throws {AppError} `executable-missing` where a library is gone or a file cannot be read,
 *                    `executable-changed` where there are too many files
 */
export async function compareFiles(
  place: VersionPlace,
  recorded: readonly FileRecord[],
  {
    program,
    platform,
    sha256OfFile,
    most = mostEntries,
  }: {
    readonly program: string;
    readonly platform: MinerPlatform;
    /** More files and folders are not looked through. */
    readonly most?: number;
    readonly sha256OfFile: InstallPorts['sha256OfFile'];
  },
): Promise<FileChange[]> {
  const { shown, folder } = place;
  const found = await reading({ shown, folder }, () => entriesOf(place, most));
  const changes: FileChange[] = [];
  const differs = async (file: ProgramFile, sha256: string): Promise<boolean> => {
    try {
      return (await hashProgram(file, sha256OfFile)) !== sha256;
    } catch (error) {
      if (isDriver(file.path) && error instanceof ExecutableMissingError) return false;
      throw error;
    }
  };
  await inParallel(recorded, lanes, async ({ path, sha256 }) => {
    const file = fileIn(place, path);
    const kind = found.get(path);
    if (kind === undefined && (path === program || isLibrary(path))) {
      throw new ExecutableMissingError(file.shown, 'gone', folder);
    }
    if (kind === undefined) {
      if (!isDriver(path)) changes.push({ path, change: 'missing' });
    } else if (kind === 'link' || (path !== program && (await differs(file, sha256)))) {
      changes.push({ path, change: 'changed' });
    }
  });
  const known = new Set(recorded.map(({ path }) => path));
  const others = [...found].filter(([path]) => !known.has(path));
  await inParallel(others, lanes, async ([path, kind]) => {
    const isSuspect =
      kind === 'link' || isLibrary(path) || (await isRunnable(join(place.root, path), platform));
    if (isSuspect) changes.push({ path, change: 'added' });
  });
  return changes.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Of the file at a path in a place. */
export const fileIn = ({ root, shown, folder }: VersionPlace, path: string): ProgramFile => ({
  path: join(root, ...path.split('/')),
  shown: join(shown, ...path.split('/')),
  folder,
});

/**
 * Files and links by their path with `/`. Links are not followed: archives have none, and where one
 * leads can change at any time.
 */
async function entriesOf(
  { root, shown }: VersionPlace,
  most: number,
): Promise<ReadonlyMap<string, 'file' | 'link'>> {
  const found = new Map<string, 'file' | 'link'>();
  const folders = [''];
  let count = 0;
  for (const below of folders) {
    const folder = await opendir(join(root, below)).catch((error: unknown) => {
      // A miner that runs may have removed a folder of its own meanwhile.
      if (below !== '' && errnoCode(error) === 'ENOENT') return [];
      throw error;
    });
    for await (const entry of folder) {
      count += 1;
      if (count > most) throw new CrowdedFolderError(shown, most);
      const path = `${below}${entry.name}`;
      if (entry.isDirectory()) folders.push(`${path}/`);
      else if (entry.isFile()) found.set(path, 'file');
      else if (entry.isSymbolicLink()) found.set(path, 'link');
    }
  }
  return found;
}

/** What is gone again or cannot be read is none: a miner that runs may hold its files for itself. */
async function isRunnable(path: string, platform: MinerPlatform): Promise<boolean> {
  try {
    return await canBeRun(path, platform);
  } catch (error) {
    if (errnoCode(error) === undefined) throw error;
    return false;
  }
}
