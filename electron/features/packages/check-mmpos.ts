import { join } from 'node:path';
import type { PackageFinding } from '../../contract/values/package.ts';
import {
  mmposManifestName,
  readMmposManifest,
  type MmposManifest,
} from '../../protocols/packages/mmpos-manifest.ts';
import { isScript, makeRunnable, missingTools, topOf } from './bash-package.ts';
import { versionIn } from './check-hiveos.ts';
import type { PackageDetails } from './check-raveos.ts';
import type { PackageFile } from './package-files.ts';
import { packageId } from './package-id.ts';
import { readStrangeFile } from './read-strange-file.ts';

export const launchScript = 'mmp-launch.sh';
export const statsScript = 'mmp-stats.sh';
const maxManifestBytes = 256 * 1024;

export interface MmposPackage {
  /** Folder in the archive: `miner/` or ''. */
  readonly top: string;
  readonly manifest: MmposManifest;
  readonly findings: readonly PackageFinding[];
  readonly hasLaunch: boolean;
  readonly hasStats: boolean;
}

/** Reads what lies unpacked of a package of mmpOS. */
export async function readMmposPackage(
  content: string,
  files: readonly PackageFile[],
  archiveName: string,
): Promise<MmposPackage> {
  const top = topOf(files, [mmposManifestName, launchScript]);
  const has = (name: string): boolean =>
    files.some(({ path, bytes }) => path === `${top}${name}` && bytes > 0);
  const text = await readStrangeFile(join(content, top, mmposManifestName), maxManifestBytes);
  const name = top === '' ? baseOf(archiveName) : top.slice(0, -1);
  const { manifest, findings } = readMmposManifest(text ?? '', name);
  const program = manifest.program !== null && has(manifest.program) ? manifest.program : null;
  return {
    top,
    manifest: { ...manifest, program },
    findings,
    hasLaunch: has(launchScript),
    hasStats: has(statsScript),
  };
}

/** Looks through an unpacked package of mmpOS and makes its programs executable. Nothing is run. */
export async function checkMmpos(
  content: string,
  files: readonly PackageFile[],
  archiveName: string,
  commandFolders: readonly string[],
): Promise<PackageDetails> {
  const read = await readMmposPackage(content, files, archiveName);
  const { top, manifest, hasLaunch } = read;
  const own = files.filter(({ path }) => path.startsWith(top));
  const runnable = await makeRunnable(content, own);
  const first = hasLaunch ? launchScript : manifest.program;
  const executables = first === null ? runnable : [`${top}${first}`, ...runnable];
  const version = manifest.version === '' ? versionIn(archiveName) : manifest.version;
  const shown = own.filter(({ path }) => isScript(path) || path === `${top}${mmposManifestName}`);
  return {
    id: packageId(manifest.name, version),
    format: 'mmpos',
    package: baseOf(archiveName),
    name: manifest.name,
    version,
    description: '',
    maintainer: '',
    revision: null,
    devices: [...manifest.devices],
    dualCoin: false,
    algorithms: [],
    executables: [...new Set(executables)].slice(0, 200),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    scripts: shown.slice(0, 100).map(({ path, bytes }) => ({ path, bytes })),
    findings: [
      ...read.findings.map((finding) => ({ ...finding, where: `${top}${finding.where}` })),
      ...absent(read),
      ...(await missingTools(content, own, top, commandFolders)),
    ].slice(0, 200),
  };
}

const baseOf = (archiveName: string): string => archiveName.replace(/\.(?:tar\.\w+|tgz|zip)$/i, '');

function absent({ top, manifest, hasLaunch, hasStats }: MmposPackage): PackageFinding[] {
  const findings: PackageFinding[] = [];
  if (!hasLaunch) {
    const text =
      manifest.program === null
        ? 'It is missing: the extra arguments of the profile have to begin with the program, such as ./miner.sh; %user%, %pool_server% and the like are filled in.'
        : `It is missing: “${manifest.program}” is started with the extra arguments of the profile, in which %user%, %pool_server% and the like are filled in.`;
    findings.push({ severity: 'warning', where: `${top}${launchScript}`, text });
  }
  if (!hasStats) {
    const text = 'It is missing: the miner itself is asked for its figures, at /mmpos.';
    findings.push({ severity: 'warning', where: `${top}${statsScript}`, text });
  }
  return findings;
}
