import { join } from 'node:path';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { ExecutableChangedError } from './executable-errors.ts';
import { listed } from './platform-names.ts';
import type { InstallPorts } from './ports.ts';
import {
  checkReadable,
  findProgram,
  hashProgram,
  isLibrary,
  prepareProgram,
  reading,
  type ProgramFile,
} from './program-file.ts';
import { NoProgramError } from './release-errors.ts';
import { unpackAsset } from './unpack-asset.ts';

export interface UnpackProgramOptions {
  readonly archive: string;
  /** Where it is unpacked. */
  readonly content: string;
  /** Where it will lie. */
  readonly target: string;
  /** Of the miner, for sentences. */
  readonly folder: string;
  /** Of the program, the best first. */
  readonly names: readonly string[];
  /** Name of the archive, for sentences. */
  readonly asset: string;
  readonly platform: MinerPlatform;
  readonly ports: Pick<InstallPorts, 'unpack' | 'sha256OfFile'>;
  readonly signal: AbortSignal;
}

export interface UnpackedProgram {
  /** Relative, with `/`. */
  readonly path: string;
  readonly sha256: string;
  /** Of all files. */
  readonly bytes: number;
  /**
   * Looks once more when it lies where it belongs: antivirus software takes its time.
   * @throws {ExecutableMissingError}, {@link ExecutableChangedError}
   */
  checkPlaced(): Promise<void>;
}

/**
 * Unpacks a miner and makes sure that it can be started on this rig.
 *
 * @throws {AppError} of the port, `executable-missing`, `bad-archive`, `no-build-for-this-rig`
 */
export async function unpackProgram(options: UnpackProgramOptions): Promise<UnpackedProgram> {
  const { archive, content, target, folder, names, asset, platform, ports, signal } = options;
  const files = await reading({ shown: asset, folder }, () =>
    unpackAsset({ archive, content, names, ports, signal }),
  );
  const program = findProgram(files, names, platform);
  if (!program) throw new NoProgramError(asset, `it holds no ${listed(names)}`);
  const fileIn = (root: string, path: string): ProgramFile => ({
    path: join(root, path),
    shown: join(target, path),
    folder,
  });
  const libraries = files.filter(({ path }) => isLibrary(path));
  const hashIn = async (root: string): Promise<string> => {
    for (const { path } of libraries) await checkReadable(fileIn(root, path));
    return hashProgram(fileIn(root, program.path), ports.sha256OfFile);
  };
  await prepareProgram(fileIn(content, program.path), asset, platform);
  const sha256 = await hashIn(content);
  return {
    path: program.path,
    sha256,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    async checkPlaced() {
      const found = await hashIn(target);
      if (found === sha256) return;
      throw new ExecutableChangedError(join(target, program.path), sha256, found);
    },
  };
}
