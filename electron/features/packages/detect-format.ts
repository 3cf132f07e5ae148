import type { PackageFormat } from '../../contract/values/package.ts';
import { raveosManifestPath } from '../../protocols/packages/raveos-manifest.ts';
import { BadPackageError } from './package-errors.ts';

/** Files that only packages of a format have, at the top or in the one folder at the top. */
const signs: ReadonlyMap<string, PackageFormat> = new Map([
  ['h-manifest.conf', 'hiveos'],
  ['mmp-external.conf', 'mmpos'],
  ['mmp-launch.sh', 'mmpos'],
]);

/**
 * Which system a package was made for, told by what is in it.
 *
 * @param paths  of its files, relative, with `/`
 * @throws {BadPackageError} where it was made for none
 */
export function detectFormat(paths: readonly string[], archiveName: string): PackageFormat {
  if (paths.includes(raveosManifestPath)) return 'raveos';
  for (const path of paths) {
    const format = signs.get(path.split('/').slice(-1).join(''));
    if (format !== undefined && path.split('/').length <= 2) return format;
  }
  const misplaced = paths.find((path) =>
    path.toLowerCase().endsWith(raveosManifestPath.toLowerCase()),
  );
  if (misplaced !== undefined) {
    throw new BadPackageError(
      `${archiveName} has its manifest at ${misplaced} instead of ${raveosManifestPath}.`,
      { suggestion: 'Pack the files again without the folder around them.' },
    );
  }
  throw new BadPackageError(
    `${archiveName} is no package of RaveOS, HiveOS or mmpOS: it has neither ${raveosManifestPath} nor h-manifest.conf nor mmp-external.conf.`,
    { suggestion: 'Choose the archive as it is offered for one of these systems.' },
  );
}
