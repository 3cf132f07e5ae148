import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { ExecutableChangedError } from './executable-errors.ts';
import { FilesChangedError } from './files-changed-error.ts';
import type { VersionRecord } from './installed-file.ts';
import type { InstallPorts } from './ports.ts';
import { checkReadable, hashProgram, isLibrary } from './program-file.ts';
import { compareFiles, fileIn, type VersionPlace } from './version-files.ts';

export interface CheckOptions extends Pick<VersionPlace, 'root' | 'folder'> {
  /** Of the miner, for sentences. */
  readonly name: string;
  readonly platform: MinerPlatform;
  readonly sha256OfFile: InstallPorts['sha256OfFile'];
  /** When something was seen to be wrong first, epoch ms: now, unless it was known before. */
  readonly noticedAt: number;
}

/**
 * Compares a version with what was recorded when it was installed: the program, and everything that
 * came with it and that it could load. Of what was installed before the other files were recorded,
 * only the program.
 *
 * @throws {AppError} `executable-missing`, `executable-changed`
 */
export async function checkVersion(
  { version, executable, executableSha256, files, installedAt }: VersionRecord,
  { root, folder, name, platform, sha256OfFile, noticedAt }: CheckOptions,
): Promise<void> {
  const place = { root, shown: root, folder };
  const program = fileIn(place, executable);
  const found = await hashProgram(program, sha256OfFile);
  if (found !== executableSha256) {
    throw new ExecutableChangedError(program.path, executableSha256, found);
  }
  if (files === null) return;
  const changes = await compareFiles(place, files, { program: executable, platform, sha256OfFile });
  const [first] = changes;
  if (!first) return;
  const file = fileIn(place, first.path).shown;
  throw new FilesChangedError({ name, version, file, changes, installedAt, noticedAt });
}

/**
 * Makes sure that nobody took away what the program cannot do without, and reads next to nothing.
 * @throws {ExecutableMissingError}
 */
export async function checkPresent(
  { executable, files }: VersionRecord,
  { root, folder }: Pick<VersionPlace, 'root' | 'folder'>,
): Promise<void> {
  const place = { root, shown: root, folder };
  await checkReadable(fileIn(place, executable));
  for (const { path } of files ?? []) {
    if (isLibrary(path)) await checkReadable(fileIn(place, path));
  }
}
