import { describe, expect, it } from 'vitest';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { shippedEntries, shippedEntry, shippedKeys } from '../../../testing/shipped-catalogue.ts';
import type { ReleaseSource } from './release-source.ts';

/** Names of assets as publishers gave them, from release pages and scripts that download them. */
const seen: readonly [string, string, string, Partial<Record<MinerPlatform, string>>, string[]][] =
  [
    [
      'xmrig',
      'v6.23.0',
      '6.23.0',
      {
        'linux-x64': 'xmrig-6.23.0-linux-static-x64.tar.gz',
        'windows-x64': 'xmrig-6.23.0-windows-x64.zip',
        'windows-arm64': 'xmrig-6.23.0-windows-arm64.zip',
      },
      [
        'SHA256SUMS',
        'SHA256SUMS.sig',
        'xmrig-6.23.0-focal-x64.tar.gz',
        'xmrig-6.23.0-jammy-x64.tar.gz',
        'xmrig-6.23.0-noble-x64.tar.gz',
        'xmrig-6.23.0-freebsd-static-x64.tar.gz',
        'xmrig-6.23.0-macos-x64.tar.gz',
        'xmrig-6.23.0-macos-arm64.tar.gz',
        'xmrig-6.23.0-windows-gcc-x64.zip',
      ],
    ],
    [
      'xmrig',
      'v6.21.3',
      '6.21.3',
      {
        'linux-x64': 'xmrig-6.21.3-linux-static-x64.tar.gz',
        'windows-x64': 'xmrig-6.21.3-msvc-win64.zip',
      },
      ['xmrig-6.21.3-gcc-win64.zip', 'xmrig-6.21.3-macos-x64.tar.gz'],
    ],
    [
      'xmrig',
      'v6.5.3',
      '6.5.3',
      {
        'linux-x64': 'xmrig-6.5.3-linux-static-x64.tar.gz',
        'windows-x64': 'xmrig-6.5.3-msvc-win64.zip',
      },
      ['xmrig-6.5.3-msvc-cuda10_2-win64.zip', 'xmrig-6.5.3-bionic-x64.tar.gz'],
    ],
    [
      'xmrig',
      'v6.24.0',
      '6.24.0',
      { 'linux-arm64': 'xmrig-6.24.0-linux-static-arm64.tar.gz' },
      ['xmrig-6.24.0-macos-arm64.tar.gz'],
    ],
    [
      'tt-miner',
      '2024.3.2',
      '2024.3.2',
      { 'linux-x64': 'TT-Miner-2024.3.2.tar.gz', 'windows-x64': 'TT-Miner-2024.3.2.zip' },
      ['Source code.zip'],
    ],
    ['tt-miner', '2023.4.3', '2023.4.3', { 'windows-x64': 'TT-Miner-2023.4.3.zip' }, []],
    [
      't-rex',
      '0.26.8',
      '0.26.8',
      { 'linux-x64': 't-rex-0.26.8-linux.tar.gz', 'windows-x64': 't-rex-0.26.8-win.zip' },
      [],
    ],
    [
      't-rex',
      '0.19.11',
      '0.19.11',
      {
        'linux-x64': 't-rex-0.19.11-linux-cuda11.1.tar.gz',
        'windows-x64': 't-rex-0.19.11-win-cuda11.1.zip',
      },
      ['t-rex-0.19.11-linux-cuda10.0.tar.gz', 't-rex-0.19.11-win-cuda10.0.zip'],
    ],
    [
      'lolminer',
      '1.98a',
      '1.98a',
      { 'linux-x64': 'lolMiner_v1.98a_Lin64.tar.gz', 'windows-x64': 'lolMiner_v1.98a_Win64.zip' },
      [],
    ],
    ['lolminer', '1.81', '1.81', { 'windows-x64': 'lolMiner_v1.81_Win64.zip' }, []],
    [
      'rigel',
      '1.23.2',
      '1.23.2',
      { 'linux-x64': 'rigel-1.23.2-linux.tar.gz', 'windows-x64': 'rigel-1.23.2-win.zip' },
      [],
    ],
    [
      'bzminer',
      'v24.0.2',
      '24.0.2',
      {
        'linux-x64': 'bzminer_v24.0.2_linux.tar.gz',
        'windows-x64': 'bzminer_v24.0.2_windows.zip',
      },
      [],
    ],
    [
      'srbminer-multi',
      '3.4.6',
      '3.4.6',
      {
        'linux-x64': 'SRBMiner-Multi-3-4-6-Linux.tar.gz',
        'windows-x64': 'SRBMiner-Multi-3-4-6-win64.zip',
      },
      [],
    ],
    ['srbminer-multi', '2.4.9', '2.4.9', { 'linux-x64': 'SRBMiner-Multi-2-4-9-Linux.tar.xz' }, []],
    [
      'gminer',
      '3.44',
      '3.44',
      { 'linux-x64': 'gminer_3_44_linux64.tar.xz', 'windows-x64': 'gminer_3_44_windows64.zip' },
      [],
    ],
    [
      'nbminer',
      'v42.3',
      '42.3',
      { 'linux-x64': 'NBMiner_42.3_Linux.tgz', 'windows-x64': 'NBMiner_42.3_Win.zip' },
      [],
    ],
    [
      'teamredminer',
      'v0.10.21',
      '0.10.21',
      {
        'linux-x64': 'teamredminer-v0.10.21-linux.tgz',
        'windows-x64': 'teamredminer-v0.10.21-win.zip',
      },
      [],
    ],
    [
      'wildrig',
      '0.49.6',
      '0.49.6',
      {
        'linux-x64': 'wildrig-multi-linux-0.49.6.tar.gz',
        'windows-x64': 'wildrig-multi-windows-0.49.6.zip',
      },
      ['wildrig-multi-windows-0.49.6.7z'],
    ],
    ['wildrig', '0.43.2', '0.43.2', { 'linux-x64': 'wildrig-multi-linux-0.43.2.tar.xz' }, []],
    [
      'onezerominer',
      'v1.7.4',
      '1.7.4',
      {
        'linux-x64': 'onezerominer-linux-1.7.4.tar.gz',
        'windows-x64': 'onezerominer-win64-1.7.4.zip',
      },
      ['onezerominer-1.7.4.tar.gz'],
    ],
    ['cpuminer-opt', 'v26.1', '26.1', { 'windows-x64': 'cpuminer-opt-26.1-windows.zip' }, []],
    [
      'ccminer-verus',
      'v3.8.3a-CPU',
      '3.8.3a',
      {
        'linux-x64': 'ccminer-v3.8.3a-oink_Ubuntu_18.04',
        'linux-arm64': 'ccminer-v3.8.3c-oink_ARM',
      },
      [],
    ],
    [
      'ccminer-verus',
      'v3.8.3c-CPU-only',
      '3.8.3c',
      { 'linux-x64': 'ccminer-v3.8.3c-oink_x86-64', 'linux-arm64': 'ccminer-v3.8.3c-oink_ARM' },
      [],
    ],
    [
      'nheqminer',
      'v0.8.2',
      '0.8.2',
      {
        'linux-x64': 'nheqminer-Linux-v0.8.2.tgz',
        'windows-x64': 'nheqminer-Windows-v0.8.2.zip',
      },
      ['nheqminer-MacOS-v0.8.2.tgz'],
    ],
  ];

const platforms: readonly MinerPlatform[] = [
  'linux-x64',
  'linux-arm64',
  'windows-x64',
  'windows-arm64',
];

const isWhole = (pattern: string, text: string): boolean =>
  new RegExp(`^(?:${pattern})$`, 'u').test(text);

/** As an installation chooses: the best pattern that any asset has. */
const choose = (release: ReleaseSource, platform: MinerPlatform, names: readonly string[]) =>
  (release.assets[platform] ?? [])
    .map((pattern) => names.find((name) => isWhole(pattern, name)))
    .find((name) => name !== undefined);

const releaseOf = (id: string): ReleaseSource => {
  const { release } = shippedEntry(id);
  if (!release) throw new Error(`${id} has no releases`);
  return release;
};

describe.each(seen)('the release of %s %s', (id, tag, version, assets, others) => {
  const release = releaseOf(id);
  const names = [...others, ...Object.values(assets)];

  it('is the version it should be', () => {
    const { groups } = new RegExp(`^(?:${release.tag})$`, 'u').exec(tag) ?? {};
    expect(groups?.['version']).toBe(version);
  });

  it('has the right asset for each rig, and for no other', () => {
    const chosen = platforms
      .map((platform) => [platform, choose(release, platform, names)] as const)
      .filter(([, name]) => name !== undefined);
    expect(Object.fromEntries(chosen)).toEqual(assets);
  });
});

describe('the releases of all miners', () => {
  it('were each seen once at least', () => {
    const ids = shippedEntries().flatMap(({ id, release }) => (release ? [id as string] : []));
    expect(new Set(seen.map(([id]) => id))).toEqual(new Set(ids));
  });

  it('are signed where their publisher signs, by the key that is shipped', () => {
    const { checksums, known } = releaseOf('xmrig');
    expect(isWhole(checksums?.asset ?? '', 'SHA256SUMS')).toBe(true);
    expect(isWhole(checksums?.signature?.asset ?? '', 'SHA256SUMS.sig')).toBe(true);
    expect(checksums?.signature?.keys).toEqual([
      { file: 'xmrig.asc', fingerprint: '9AC4CEA8E66E35A5C7CDDC1B446A53638BE94409' },
    ]);
    expect(shippedKeys().map(({ name }) => name)).toEqual(['xmrig.asc']);
    expect(known.map(({ asset }) => asset)).toEqual([
      'xmrig-6.23.0-linux-static-x64.tar.gz',
      'xmrig-6.23.0-windows-x64.zip',
      'xmrig-6.23.0-windows-gcc-x64.zip',
    ]);
  });
});
