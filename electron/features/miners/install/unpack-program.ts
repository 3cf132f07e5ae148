import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { mostFiles, type FileRecord } from './installed-file.ts';
import { listed } from './platform-names.ts';
import type { InstallPorts } from './ports.ts';
import { findProgram, prepareProgram, reading } from './program-file.ts';
import { NoProgramError } from './release-errors.ts';
import { unpackAsset } from './unpack-asset.ts';
import { fileIn, recordFiles } from './version-files.ts';

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
  readonly files: readonly FileRecord[];
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
  if (files.length > mostFiles) {
    throw new NoProgramError(asset, `it holds more than ${mostFiles} files`);
  }
  const place = { root: content, shown: target, folder };
  await prepareProgram(fileIn(place, program.path), asset, platform);
  const paths = files.map(({ path }) => path);
  const { sha256OfFile } = ports;
  const recorded = await recordFiles(place, paths, {
    program: program.path,
    sha256OfFile,
    signal,
  });
  const sha256 = recorded.find(({ path }) => path === program.path)?.sha256;
  if (sha256 === undefined) throw new TypeError(`${program.path} was not recorded`);
  return {
    path: program.path,
    sha256,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files: recorded,
  };
}
