import { chmod, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../base/app-error.ts';
import { errnoCode, storageError } from '../../../base/storage-error.ts';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { ExecutableMissingError } from './executable-errors.ts';
import { executableFormat, fitsPlatform, formatBytes, formatName } from './executable-format.ts';
import type { InstallPorts, UnpackedFile } from './ports.ts';
import { NoProgramError, WrongArchitectureError } from './release-errors.ts';

/** A file that is looked at. */
export interface ProgramFile {
  readonly path: string;
  /** What a person is told: where it lies, or was to lie. */
  readonly shown: string;
  /** Of the miner: what a person may choose to allow. */
  readonly folder: string;
}

/** `xmrig-6.23.0/bin/linux/xmrig` is deeper than anybody packs it. */
const mostFolders = 3;

/**
 * The file that is started: the first name that is there, where it lies least deep.
 *
 * @param names  the best first
 * @returns      null where there is none
 */
export function findProgram(
  files: readonly UnpackedFile[],
  names: readonly string[],
  platform: MinerPlatform,
): UnpackedFile | null {
  const isCaseless = platform.startsWith('windows');
  const plain = (name: string): string => (isCaseless ? name.toLowerCase() : name);
  const depth = ({ path }: UnpackedFile): number => path.split('/').length - 1;
  for (const name of names) {
    const [best] = files
      .filter((file) => depth(file) <= mostFolders)
      .filter(({ path }) => plain(basename(path)) === plain(name))
      .toSorted((one, other) => depth(one) - depth(other));
    if (best) return best;
  }
  return null;
}

/**
 * Makes sure that the program fits this rig, and that it can be started.
 *
 * @param asset  it came in, for the sentence
 * @throws {ExecutableMissingError}, {@link NoProgramError}, {@link WrongArchitectureError}
 */
export async function prepareProgram(
  file: ProgramFile,
  asset: string,
  platform: MinerPlatform,
): Promise<void> {
  const format = executableFormat(await headOf(file));
  if (!fitsPlatform(format, platform)) {
    const name = formatName(format);
    if (name !== null) throw new WrongArchitectureError(asset, name, platform);
    throw new NoProgramError(asset, `the file ${basename(file.path)} in it is no program`);
  }
  await reading(file, () => chmod(file.path, 0o755));
}

/** Libraries a program does not start without, and which antivirus software takes as well. */
export const isLibrary = (path: string): boolean => /\.(?:dll|so(?:\.\d+)*)$/i.test(path);

/**
 * Makes sure that nobody took a file away.
 * @throws {ExecutableMissingError}
 */
export async function checkReadable(file: ProgramFile): Promise<void> {
  await headOf(file);
}

/**
 * SHA-256 of a program as it is now.
 * @throws {ExecutableMissingError} where it is gone or the system does not give it
 */
export function hashProgram(
  file: ProgramFile,
  sha256OfFile: InstallPorts['sha256OfFile'],
): Promise<string> {
  return reading(file, () => sha256OfFile(file.path));
}

/** Whether a file is a program for some system by itself, and no archive of one. */
export async function isProgram(path: string): Promise<boolean> {
  return executableFormat(await readHead(path)).kind !== 'unknown';
}

/**
 * Whether the system could run a file as it is. Code for graphics cards comes in the same formats as
 * programs, and miners keep it beside them; its processor is another one.
 *
 * @throws errors of `node:fs`
 */
export async function canBeRun(path: string, platform: MinerPlatform): Promise<boolean> {
  const format = executableFormat(await readHead(path));
  if (format.kind === 'script') return fitsPlatform(format, platform);
  return 'machine' in format && format.machine !== 'other';
}

const headOf = (file: ProgramFile): Promise<Uint8Array> => reading(file, () => readHead(file.path));

async function readHead(path: string): Promise<Uint8Array> {
  await using handle = await open(path, 'r');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(formatBytes), 0, formatBytes, 0);
  return buffer.subarray(0, bytesRead);
}

/**
 * Does something with a file that antivirus software may have taken away.
 *
 * @throws {ExecutableMissingError} where it seems to have done so; a StorageError, or what else the
 *                                  work throws
 */
export async function reading<Result>(
  { shown, folder }: Pick<ProgramFile, 'shown' | 'folder'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT')
      throw new ExecutableMissingError(shown, 'gone', folder, { cause: error });
    if (code !== undefined && denied.has(code)) {
      throw new ExecutableMissingError(shown, 'denied', folder, { cause: error });
    }
    throw storageError(error, shown, folder);
  }
}

/**
 * Windows answers "the file contains a virus" (error 225), which libuv does not know: it says UNKNOWN.
 * Source: learn.microsoft.com, "System Error Codes", and libuv's src/win/error.c
 */
const denied = new Set(['EACCES', 'EPERM', 'UNKNOWN']);

/** Of the error of `node:fs`, which a failure that is told to a person has as its cause. */
function errnoOf(error: unknown): string | undefined {
  return error instanceof AppError ? errnoOf(error.cause) : errnoCode(error);
}
