import type { DeviceKind } from '../../contract/values/miner.ts';
import type { PackageFinding } from '../../contract/values/package.ts';
import { FindingList } from './finding-list.ts';
import { printable, windowsLines } from './hiveos-manifest.ts';
import { isPackagePath } from './package-path.ts';
import { readAssignments } from './shell-assignments.ts';

export const mmposManifestName = 'mmp-external.conf';

/** What a package of mmpOS says of itself; what it does not say is empty. */
export interface MmposManifest {
  readonly name: string;
  readonly version: string;
  readonly devices: readonly DeviceKind[];
  /** Program of older packages, which have no mmp-launch.sh; null where none is named. */
  readonly program: string | null;
  readonly programOptions: string;
}

const kinds: readonly DeviceKind[] = ['nvidia', 'amd', 'intel', 'cpu'];

/**
 * Reads mmp-external.conf, which is a script, without running it.
 *
 * @param fallback  name where it says none
 * Source: CUSTOM_MINER.MD of ddobreff/mmpos, and public packages.
 */
export function readMmposManifest(
  text: string,
  fallback: string,
): { readonly manifest: MmposManifest; readonly findings: readonly PackageFinding[] } {
  const findings = new FindingList(mmposManifestName);
  const values = readAssignments(text.replace(/^\uFEFF/, ''));
  const value = (name: string, maxLength: number): string =>
    printable(values.get(`EXTERNAL_${name}`) ?? '').slice(0, maxLength);
  const name = value('NAME', 120);
  if (name === '')
    findings.warning('EXTERNAL_NAME', 'It is missing; the name of the archive is used.');
  const wanted = value('BIN', 240).replace(/^(?:\.\/)+/, '');
  const isUsable = wanted === '' || isPackagePath(wanted);
  if (!isUsable)
    findings.warning('EXTERNAL_BIN', `“${wanted}” is no file name inside the package.`);
  if (/\r\n/.test(text)) findings.warning('', windowsLines);
  const architecture = value('ARCH', 200).toLowerCase();
  return {
    manifest: {
      name: name === '' ? fallback : name,
      version: value('VERSION', 60),
      devices: kinds.filter((kind) => architecture.includes(kind)),
      program: wanted === '' || !isUsable ? null : wanted,
      programOptions: value('CMD_OPTS', 1_000),
    },
    findings: findings.all,
  };
}
