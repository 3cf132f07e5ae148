import {
  InstalledVersion,
  InstallJob,
  MinerRelease,
  Verification,
} from '../../electron/contract/values/miner.ts';
import type { Miner } from '../../electron/contract/values/miner.ts';
import { aMiner, now } from './samples.ts';

export const archiveSha256 = 'a1'.repeat(32);
export const executableSha256 = 'e2'.repeat(32);

export function aVerification(fields: Partial<Verification> = {}): Verification {
  return Verification.parse({
    level: 'signed',
    text: 'Its SHA-256 is in the signed list SHA256SUMS, and the signature is by the publisher’s key 9AC4CEA8E66E35A5C7CDDC1B446A53638BE94409.',
    source: 'https://github.com/xmrig/xmrig/releases/download/v6.23.0/SHA256SUMS',
    archiveSha256,
    executableSha256,
    signedBy: '9AC4CEA8E66E35A5C7CDDC1B446A53638BE94409',
    verifiedAt: now,
    ...fields,
  });
}

/** What only its download site speaks for. */
export function aStatement(fields: Partial<Verification> = {}): Verification {
  return aVerification({
    level: 'stated',
    text: 'Its SHA-256 is the one that github.com states, where it was downloaded from; its publisher vouches for nothing.',
    source:
      'https://github.com/Lolliedieb/lolMiner-releases/releases/download/1.98/lolMiner_v1.98_Lin64.tar.gz',
    signedBy: null,
    ...fields,
  });
}

export function anInstalledVersion(fields: Partial<InstalledVersion> = {}): InstalledVersion {
  return InstalledVersion.parse({
    version: '6.23.0',
    active: true,
    installedAt: now,
    bytes: 9_437_184,
    executable: '/home/someone/.local/share/rigwright/miners/xmrig/6.23.0/xmrig-6.23.0/xmrig',
    verification: aVerification(),
    consentedAt: null,
    problem: null,
    problemCode: null,
    suggestion: null,
    ...fields,
  });
}

/** A miner of the catalogue that is not installed. */
export function aCatalogueMiner(fields: Partial<Miner> = {}): Miner {
  return aMiner({
    id: 'xmrig' as never,
    name: 'XMRig',
    kind: 'catalogue',
    version: '',
    algorithms: ['rx/0', 'rx/wow', 'cn/r', 'ghostrider', 'kawpow'],
    installed: false,
    description: 'The usual miner for processors: RandomX, CryptoNight, Argon2 and GhostRider.',
    licence: 'GPL-3.0-or-later',
    openSource: true,
    homepage: 'https://xmrig.com',
    devFee: 'At least 1 % of the time (as of 2026-04-29).',
    devices: ['cpu', 'nvidia', 'amd', 'intel'],
    platforms: ['linux-x64', 'linux-arm64', 'windows-x64', 'windows-arm64'],
    notes: [],
    ...fields,
  });
}

/** With these versions of it, the first of them in use unless one says that it is. */
export function anInstalledMiner(
  versions: readonly InstalledVersion[] = [anInstalledVersion()],
  fields: Partial<Miner> = {},
): Miner {
  const active = versions.find((version) => version.active) ?? versions[0];
  return aCatalogueMiner({
    version: active?.version ?? '',
    installed: active?.problem === null,
    verification: active?.verification ?? null,
    problem: active?.problem ?? null,
    folder: '/home/someone/.local/share/rigwright/miners/xmrig',
    versions: [...versions],
    ...fields,
  });
}

/** Installed, and nobody has agreed yet that it is started. */
export function aDoubtfulMiner(fields: Partial<Miner> = {}): Miner {
  const version = anInstalledVersion({
    version: '1.98',
    executable: '/home/someone/.local/share/rigwright/miners/lolminer/1.98/1.98/lolMiner',
    verification: aStatement(),
    problem:
      'Nobody vouches for lolMiner 1.98: it was only compared with what its download site says. You have to agree before it is started.',
    problemCode: 'needs-consent',
    suggestion: 'Start it only if you trust its publisher: agree on the Miners page, or remove it.',
  });
  return anInstalledMiner([version], {
    id: 'lolminer' as never,
    name: 'lolMiner',
    algorithms: ['etchash', 'autolykos2', 'beamhash'],
    description: 'Miner for AMD, NVIDIA and Intel cards: Equihash, BeamHash and Ethash kinds.',
    licence: 'Proprietary, free of charge',
    openSource: false,
    homepage: 'https://github.com/Lolliedieb/lolMiner-releases',
    devFee: '0.7 % to 2.5 % by algorithm: Etchash 0.7 %, BeamHash III 1 % (as of 2025-06-16).',
    devices: ['amd', 'nvidia', 'intel'],
    platforms: ['linux-x64', 'windows-x64'],
    folder: '/home/someone/.local/share/rigwright/miners/lolminer',
    ...fields,
  });
}

export function anInstallJob(fields: Partial<InstallJob> = {}): InstallJob {
  return InstallJob.parse({
    minerId: 'xmrig',
    state: 'downloading',
    version: '6.23.0',
    asset: 'xmrig-6.23.0-linux-static-x64.tar.gz',
    receivedBytes: 3_145_728,
    totalBytes: 9_437_184,
    bytesPerSecond: 1_048_576,
    attempt: 1,
    startedAt: now,
    endedAt: null,
    verification: null,
    problem: null,
    ...fields,
  });
}

export function aRelease(fields: Partial<MinerRelease> = {}): MinerRelease {
  return MinerRelease.parse({
    version: '6.23.0',
    publishedAt: now - 86_400_000,
    prerelease: false,
    asset: 'xmrig-6.23.0-linux-static-x64.tar.gz',
    bytes: 3_145_728,
    ...fields,
  });
}
