import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustomPackage } from '../../contract/values/package.ts';
import { FindingList } from '../../protocols/packages/finding-list.ts';
import {
  raveosManifestPath,
  readRaveosManifest,
  type RaveosManifest,
} from '../../protocols/packages/raveos-manifest.ts';
import { BadPackageError } from './package-errors.ts';
import type { PackageFile } from './package-files.ts';
import { packageId } from './package-id.ts';
import { readStrangeFile } from './read-strange-file.ts';

export const startScript = 'RAVINOS/start.py';
export const statsScript = 'RAVINOS/stats.py';

/** What a manifest and the files of a package say of it. */
export type PackageDetails = Omit<
  CustomPackage,
  'archive' | 'archiveSha256' | 'importedAt' | 'consentedAt'
>;

const maxManifestBytes = 256 * 1024;

/**
 * Looks through an unpacked package of RaveOS and makes its programs executable. Nothing is run.
 *
 * @throws {BadPackageError} where its manifest tells nothing at all
 */
export async function checkRaveos(
  content: string,
  files: readonly PackageFile[],
  archiveName: string,
): Promise<PackageDetails> {
  const text = await readStrangeFile(join(content, raveosManifestPath), maxManifestBytes);
  const { manifest, findings } = readRaveosManifest(text ?? '', archiveName);
  if (manifest === null) {
    throw new BadPackageError(
      `The manifest of ${archiveName} cannot be read: ${findings[0]?.text}`,
      {
        findings,
      },
    );
  }
  const bySelf = checkFiles(manifest, files);
  for (const path of bySelf.executables) await chmod(join(content, path), 0o755);
  const name = manifest.package === '' ? archiveName.replace(/\.zip$/i, '') : manifest.package;
  const shown = files.filter(({ path }) => isShown(path));
  return {
    id: packageId(name, manifest.version),
    format: 'raveos',
    package: name,
    name: manifest.name === '' ? name : manifest.name,
    version: manifest.version,
    description: manifest.description,
    maintainer: manifest.maintainer,
    revision: manifest.revision,
    devices: [...manifest.devices],
    dualCoin: manifest.dualCoin,
    algorithms: [...manifest.algorithms],
    executables: [...bySelf.executables],
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    scripts: shown.slice(0, 100).map(({ path, bytes }) => ({ path, bytes })),
    findings: [...findings, ...bySelf.findings],
  };
}

/** What Rigwright runs itself, and the scripts that these may start. */
const isShown = (path: string): boolean =>
  /^RAVINOS\/[^/]+\.py$/.test(path) || /\.(?:sh|bash)$/.test(path);

function checkFiles(
  { executables }: RaveosManifest,
  files: readonly PackageFile[],
): { readonly executables: readonly string[]; readonly findings: CustomPackage['findings'] } {
  const findings = new FindingList(raveosManifestPath);
  const scripts = [startScript, statsScript].flatMap((script) => {
    if (files.some(({ path, bytes }) => path === script && bytes > 0)) return [];
    return [{ severity: 'error' as const, where: script, text: 'It is missing.' }];
  });
  const found = executables.flatMap((wanted) => {
    if (files.some(({ path }) => path === wanted)) return [wanted];
    const elsewhere = files.find(({ path }) => path.endsWith(`/${wanted}`));
    if (elsewhere) {
      findings.warning('executable', `“${wanted}” lies at ${elsewhere.path}.`);
      return [elsewhere.path];
    }
    findings.error('executable', `“${wanted}” is not in the package.`);
    return [];
  });
  return { executables: found, findings: [...scripts, ...findings.all] };
}
