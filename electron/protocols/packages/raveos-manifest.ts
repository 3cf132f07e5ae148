import type { DeviceKind } from '../../contract/values/miner.ts';
import type { PackageFinding } from '../../contract/values/package.ts';
import { FindingList } from './finding-list.ts';
import { isPackagePath } from './package-path.ts';

/** Where it lies in the archive. */
export const raveosManifestPath = 'RAVINOS/manifest.json';

/** What a package of RaveOS says of itself; what it does not say is empty. */
export interface RaveosManifest {
  readonly package: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly maintainer: string;
  readonly devices: readonly DeviceKind[];
  readonly dualCoin: boolean;
  readonly algorithms: readonly string[];
  readonly executables: readonly string[];
  readonly revision: number | null;
}

export interface ReadManifest {
  /** Null where it is no JSON object: then nothing is known of the package. */
  readonly manifest: RaveosManifest | null;
  readonly findings: readonly PackageFinding[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Real ones have fewer than a thousand characters. */
const maxLength = 64 * 1024;
const maxEntries = 200;
const known = new Set([
  'package',
  'name',
  'version',
  'description',
  'maintainer',
  'platforms',
  'dual_coin',
  'algo',
  'executable',
  'rev',
]);

/** The specification knows the first two, in capitals; real packages write them in any case. */
const deviceKinds: ReadonlyMap<string, DeviceKind> = new Map([
  ['amd', 'amd'],
  ['nvidia', 'nvidia'],
  ['intel', 'intel'],
  ['cpu', 'cpu'],
]);

/**
 * Reads RAVINOS/manifest.json and names everything that is wrong with it.
 *
 * @param text         content of the file
 * @param archiveName  of the file that was imported, such as nbminer-21.0.zip
 * Source: specification 004, and the manifests of public packages.
 */
export function readRaveosManifest(text: string, archiveName: string): ReadManifest {
  const findings = new FindingList(raveosManifestPath);
  const fields = parseObject(text, findings);
  if (fields === null) return { manifest: null, findings: findings.all };
  const manifest = {
    package: textOf(fields, 'package', findings, { required: true, maxLength: 120 }),
    name: textOf(fields, 'name', findings, { required: true, maxLength: 120 }),
    version: textOf(fields, 'version', findings, { required: true, maxLength: 60 }),
    description: textOf(fields, 'description', findings, { required: false, maxLength: 2_000 }),
    maintainer: textOf(fields, 'maintainer', findings, { required: false, maxLength: 300 }),
    devices: devicesOf(fields, findings),
    dualCoin: dualCoinOf(fields, findings),
    algorithms: listOf(fields, 'algo', findings),
    executables: executablesOf(fields, findings),
    revision: revisionOf(fields, findings),
  };
  for (const name of Object.keys(fields).filter((name) => !known.has(name))) {
    findings.warning(name.slice(0, 60), 'This field is not known and does nothing.');
  }
  const base = archiveName.replace(/\.zip$/i, '');
  if (manifest.package !== '' && manifest.package !== base) {
    findings.warning(
      'package',
      `It says “${manifest.package}”, but the archive is called “${base}”.`,
    );
  }
  return { manifest, findings: findings.all };
}

function parseObject(text: string, findings: FindingList): Fields | null {
  if (text.length > maxLength) {
    findings.error('', `It is longer than ${maxLength} characters.`);
    return null;
  }
  let value: unknown;
  try {
    // Some editors put a byte order mark in front.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    findings.error(
      '',
      `It is no JSON: ${error instanceof Error ? error.message : 'unknown cause'}.`,
    );
    return null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  findings.error('', 'It is no JSON object.');
  return null;
}

function textOf(
  fields: Fields,
  name: string,
  findings: FindingList,
  { required, maxLength }: { readonly required: boolean; readonly maxLength: number },
): string {
  const complain = (text: string): string => {
    if (required) findings.error(name, text);
    else findings.warning(name, text);
    return '';
  };
  const value = own(fields, name);
  if (value === undefined) return complain('It is missing.');
  if (typeof value !== 'string') return complain('It must be a text.');
  const text = value.trim();
  if (text === '' && required) return complain('It is empty.');
  if (text.length > maxLength) return complain(`It is longer than ${maxLength} characters.`);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u0008\u000b-\u001f]/.test(text)
    ? complain('It holds control characters.')
    : text;
}

/** A list of texts. One text alone is taken as a list of one: real packages do both. */
function listOf(fields: Fields, name: string, findings: FindingList): string[] {
  const value = own(fields, name);
  if (value === undefined) {
    findings.error(name, 'It is missing.');
    return [];
  }
  if (typeof value === 'string') findings.warning(name, 'It must be a list; it is one text.');
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length > maxEntries) {
    findings.error(name, `It has more than ${maxEntries} entries.`);
    return [];
  }
  if (entries.length === 0) findings.error(name, 'It is empty.');
  const texts = entries.filter((entry) => typeof entry === 'string' && entry.trim() !== '');
  if (texts.length < entries.length) findings.error(name, 'Every entry must be a text.');
  return [...new Set((texts as string[]).map((text) => text.trim().slice(0, 240)))];
}

function devicesOf(fields: Fields, findings: FindingList): DeviceKind[] {
  const devices = listOf(fields, 'platforms', findings).map((platform) => {
    const kind = deviceKinds.get(platform.toLowerCase());
    if (kind === undefined) {
      findings.warning(
        'platforms',
        `“${platform}” is not known: it knows AMD, NVIDIA, INTEL, CPU.`,
      );
    }
    return kind;
  });
  return [...new Set(devices.filter((kind) => kind !== undefined))];
}

function executablesOf(fields: Fields, findings: FindingList): string[] {
  return listOf(fields, 'executable', findings)
    .map((path) => path.replace(/^(?:\.\/)+/, ''))
    .filter((path) => {
      if (isPackagePath(path)) return true;
      findings.error('executable', `“${path}” is no file name inside the package.`);
      return false;
    });
}

function dualCoinOf(fields: Fields, findings: FindingList): boolean {
  const value = own(fields, 'dual_coin');
  if (typeof value === 'boolean') return value;
  findings.warning(
    'dual_coin',
    value === undefined ? 'It is missing.' : 'It must be true or false.',
  );
  return false;
}

function revisionOf(fields: Fields, findings: FindingList): number | null {
  const value = own(fields, 'rev');
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (number !== value) findings.warning('rev', 'It must be a number; it is a text.');
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  findings.warning('rev', value === undefined ? 'It is missing.' : 'It must be a whole number.');
  return null;
}

const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;
