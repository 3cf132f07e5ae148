import { join } from 'node:path';
import type { PackageFinding } from '../../contract/values/package.ts';
import {
  hiveosManifestName,
  hiveosMinerName,
  readHiveosManifest,
} from '../../protocols/packages/hiveos-manifest.ts';
import { isScript, makeRunnable, missingTools, topOf } from './bash-package.ts';
import type { PackageDetails } from './check-raveos.ts';
import type { PackageFile } from './package-files.ts';
import { packageId } from './package-id.ts';
import { readStrangeFile } from './read-strange-file.ts';

const maxManifestBytes = 256 * 1024;

/** The folder that HiveOS knows a miner by, and where it lies in the archive: `miner/` or ''. */
export function hiveosFolder(
  files: readonly PackageFile[],
  archiveName: string,
): { readonly top: string; readonly miner: string } {
  const top = topOf(files, [hiveosManifestName]);
  const name = top === '' ? hiveosMinerName(archiveName) : top.slice(0, -1);
  // Scripts have it in their paths, most of them without quotes.
  const plain = name
    .replaceAll(/[^\w.+-]+/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100);
  return { top, miner: plain === '' ? 'miner' : plain };
}

/** Looks through an unpacked package of HiveOS and makes its programs executable. Nothing is run. */
export async function checkHiveos(
  content: string,
  files: readonly PackageFile[],
  archiveName: string,
  commandFolders: readonly string[],
): Promise<PackageDetails> {
  const { top, miner } = hiveosFolder(files, archiveName);
  const own = files.filter(({ path }) => path.startsWith(top));
  const text = await readStrangeFile(join(content, top, hiveosManifestName), maxManifestBytes);
  const { manifest, findings } = readHiveosManifest(text ?? '', miner);
  const runnable = await makeRunnable(content, own);
  const run = `${top}h-run.sh`;
  const version = manifest.version === '' ? versionIn(archiveName) : manifest.version;
  const shown = own.filter(({ path }) => isScript(path) || path === `${top}${hiveosManifestName}`);
  return {
    id: packageId(miner, version),
    format: 'hiveos',
    package: archiveName.replace(archiveEnding, ''),
    name: manifest.name,
    version,
    description: '',
    maintainer: '',
    revision: null,
    devices: [],
    dualCoin: false,
    algorithms: [],
    executables: [run, ...runnable.filter((path) => path !== run)].slice(0, 200),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    scripts: shown.slice(0, 100).map(({ path, bytes }) => ({ path, bytes })),
    findings: [
      ...namesOf(files, top, miner, archiveName),
      ...findings.map((finding) => ({ ...finding, where: `${top}${finding.where}` })),
      ...absent(own, top),
      ...(await missingTools(content, own, top, commandFolders)),
    ].slice(0, 200),
  };
}

const archiveEnding = /\.(?:tar\.\w+|tgz|zip)$/i;

/** What follows the last dash of the archive's name; HiveOS does not ask for more. */
export function versionIn(archiveName: string): string {
  const ending = /-v?(\d[\w.+]{0,59})$/.exec(archiveName.replace(archiveEnding, ''))?.[1];
  return ending ?? 'unknown';
}

function namesOf(
  files: readonly PackageFile[],
  top: string,
  miner: string,
  archiveName: string,
): PackageFinding[] {
  const findings: PackageFinding[] = [];
  const expected = hiveosMinerName(archiveName);
  if (top !== '' && expected !== miner) {
    const text = `After its name HiveOS expects the folder “${expected}”; here “${miner}” works as well.`;
    findings.push({ severity: 'warning', where: archiveName, text });
  }
  const other = files.find(({ path }) => !path.startsWith(top));
  if (other) {
    const text = `It lies outside of the folder “${miner}” and is left out.`;
    findings.push({ severity: 'warning', where: other.path.slice(0, 240), text });
  }
  return findings;
}

function absent(files: readonly PackageFile[], top: string): PackageFinding[] {
  const wanted = [
    ['h-run.sh', 'error', 'It is missing.'],
    ['h-config.sh', 'warning', 'It is missing, so the miner is not told pool and wallet.'],
    ['h-stats.sh', 'warning', 'It is missing, so nothing tells the hashrate.'],
  ] as const;
  return wanted.flatMap(([name, severity, text]) => {
    const isThere = files.some(({ path, bytes }) => path === `${top}${name}` && bytes > 0);
    return isThere ? [] : [{ severity, where: `${top}${name}`, text }];
  });
}
