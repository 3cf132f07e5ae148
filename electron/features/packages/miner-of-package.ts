import type { InstalledVersion, Miner, MinerSetting } from '../../contract/values/miner.ts';
import { PoolMode } from '../../contract/values/coin.ts';
import type { CustomPackage, PackageFormat } from '../../contract/values/package.ts';

const nothing = { min: null, max: null, choices: [], default: null };

/** What a task has beyond a profile, by the system that the package was made for. */
const settings: Readonly<Record<PackageFormat, readonly MinerSetting[]>> = {
  raveos: [
    {
      ...nothing,
      key: 'poolMode',
      label: 'Pool mode',
      help: 'How the pool works, as the package is told.',
      kind: 'choice',
      choices: [...PoolMode.options],
      default: 'standard',
    },
    {
      ...nothing,
      key: 'userConfig',
      label: 'User configuration',
      help: 'Text that the package gets as user_config.',
      kind: 'text',
    },
    {
      ...nothing,
      key: 'intensity',
      label: 'Intensity',
      help: 'Text that the package gets as intensity.',
      kind: 'text',
    },
  ],
  hiveos: [
    {
      ...nothing,
      key: 'hashAlgorithm',
      label: 'Hash algorithm',
      help: 'CUSTOM_ALGO, in the words of the package; empty: the algorithm of the profile.',
      kind: 'text',
    },
    {
      ...nothing,
      key: 'userConfig',
      label: 'Extra config arguments',
      help: 'CUSTOM_USER_CONFIG; the extra arguments of the profile follow it.',
      kind: 'text',
    },
  ],
  mmpos: [
    {
      ...nothing,
      key: 'coinName',
      label: 'Coin',
      help: 'What the package gets as --coin; empty: the coin of the profile.',
      kind: 'text',
    },
  ],
};
const systemNames = { raveos: 'RaveOS', hiveos: 'HiveOS', mmpos: 'mmpOS' } as const;

export interface PackagedMiner {
  readonly package: CustomPackage;
  /** Where it lies unpacked. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  /** What a person should know before using it. */
  readonly notes: readonly string[];
}

/** A package as one of the miners of this rig. */
export function minerOfPackage({ package: custom, folder, platform, notes }: PackagedMiner): Miner {
  const problem = uselessBecause(custom, platform) ?? consentLack(custom);
  const verification: InstalledVersion['verification'] = {
    level: 'unverified',
    text: 'Nobody but its archive says what is in this package.',
    source: custom.archive,
    archiveSha256: custom.archiveSha256,
    executableSha256: null,
    signedBy: null,
    verifiedAt: custom.importedAt,
  };
  return {
    id: custom.id,
    name: custom.name,
    kind: 'package',
    version: custom.version,
    algorithms: custom.algorithms,
    canPause: false,
    installed: problem === null,
    description: custom.description,
    licence: 'unknown',
    openSource: false,
    homepage: null,
    devFee: 'The package does not say.',
    devices: custom.devices,
    platforms: ['linux-x64'],
    supported: platform === 'linux',
    settings: [...settings[custom.format]],
    notes: [...notes],
    verification,
    folder,
    versions: [
      {
        version: custom.version,
        active: true,
        installedAt: custom.importedAt,
        bytes: custom.bytes,
        executable: custom.executables[0] ?? '',
        verification,
        consentedAt: custom.consentedAt,
        problem,
      },
    ],
    newer: null,
    problem,
  };
}

/** @returns one sentence why the package can never be started here, or null */
export function uselessBecause(custom: CustomPackage, platform: NodeJS.Platform): string | null {
  if (platform !== 'linux') {
    return `Packages of ${systemNames[custom.format]} hold programs for Linux.`;
  }
  const error = custom.findings.find(({ severity }) => severity === 'error');
  return error ? `The package cannot be used: ${error.where}: ${error.text}` : null;
}

/** @returns one sentence, or null where a person has agreed that its scripts run */
export const consentLack = (custom: CustomPackage): string | null =>
  custom.consentedAt === null
    ? `Nobody has agreed yet that the scripts of “${custom.name}” run on this rig.`
    : null;
