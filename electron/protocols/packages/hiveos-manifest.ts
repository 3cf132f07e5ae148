import type { PackageFinding } from '../../contract/values/package.ts';
import { FindingList } from './finding-list.ts';
import { readAssignments } from './shell-assignments.ts';

export const hiveosManifestName = 'h-manifest.conf';

/** What a package of HiveOS says of itself; what it does not say is empty. */
export interface HiveosManifest {
  readonly name: string;
  readonly version: string;
  /** Full path on HiveOS. */
  readonly configFile: string;
}

export interface ReadHiveosManifest {
  readonly manifest: HiveosManifest;
  readonly findings: readonly PackageFinding[];
}

const customFolder = /^\/hive\/(?:miners\/)?custom\//;

/**
 * Reads h-manifest.conf, which is a script, without running it.
 *
 * @param text    content of the file
 * @param folder  that it lies in, which HiveOS knows the miner by
 * Source: hive/miners/custom/README.md of minershive/hiveos-linux, and public packages.
 */
export function readHiveosManifest(text: string, folder: string): ReadHiveosManifest {
  const findings = new FindingList(hiveosManifestName);
  const values = readAssignments(text.replace(/^\uFEFF/, ''));
  const own = (field: string, maxLength: number): string => {
    const value = printable(values.get(field) ?? '');
    if (value.length <= maxLength) return value;
    findings.warning(field, `It is longer than ${maxLength} characters.`);
    return value.slice(0, maxLength);
  };
  const name = own('CUSTOM_NAME', 120);
  const version = own('CUSTOM_VERSION', 60);
  const configFile = own('CUSTOM_CONFIG_FILENAME', 240);
  if (name === '')
    findings.warning('CUSTOM_NAME', 'It is missing; the name of the folder is used.');
  if (configFile === '') {
    findings.warning(
      'CUSTOM_CONFIG_FILENAME',
      'It is missing, so most packages cannot be started.',
    );
  }
  const of = customFolder.test(configFile)
    ? configFile.split(customFolder)[1]?.split('/')[0]
    : folder;
  if (of !== folder && of !== undefined) {
    findings.warning(
      'CUSTOM_CONFIG_FILENAME',
      `It lies in the folder of “${of}”, but the package has the folder “${folder}”.`,
    );
  }
  if (/\r\n/.test(text)) findings.warning('', windowsLines);
  return {
    manifest: { name: name === '' ? folder : name, version, configFile },
    findings: findings.all,
  };
}

export const windowsLines = 'Its lines end as those of Windows do, with which bash goes wrong.';

/**
 * How HiveOS calls a miner after its archive: without the ending and without what follows the last
 * dash.
 */
export function hiveosMinerName(archiveName: string): string {
  const base = archiveName.replace(/\.(?:tar\.\w+|tgz|zip)$/i, '');
  const dash = base.lastIndexOf('-');
  return dash > 0 ? base.slice(0, dash) : base;
}

export const printable = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').trim();
