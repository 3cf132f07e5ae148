import { describe, expect, it } from 'vitest';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { ReleaseSource } from '../catalogue/release-source.ts';
import { chooseAsset, findAsset } from './choose-asset.ts';
import type { Release } from './github-release.ts';

const source = ReleaseSource.parse({
  kind: 'github',
  repository: 'example/miner',
  tag: 'v(?<version>.+)',
  assets: {
    'linux-x64': [
      String.raw`miner-[\d.]+-linux-static-x64\.tar\.gz`,
      String.raw`miner-[\d.]+-jammy-x64\.tar\.gz`,
    ],
    'windows-x64': [String.raw`miner-[\d.]+-windows-x64\.zip`],
  },
  checksums: null,
  known: [],
  executable: { 'linux-x64': ['miner'], 'windows-x64': ['miner.exe'] },
  maxBytes: 1_000_000,
});

const releaseOf = (...names: string[]): Release => ({
  tag: 'v1.2.3',
  version: '1.2.3',
  prerelease: false,
  publishedAt: null,
  assets: names.map((name) => ({ name, bytes: 1, sha256: null })),
});

const refusal = (release: Release, platform: MinerPlatform): unknown => {
  try {
    return chooseAsset('Example', release, source, platform);
  } catch (error) {
    return error;
  }
};

describe('chooseAsset', () => {
  it('takes the first pattern that fits, whatever the order of the assets', () => {
    const release = releaseOf(
      'miner-1.2.3-jammy-x64.tar.gz',
      'miner-1.2.3-linux-static-x64.tar.gz',
    );
    expect(chooseAsset('Example', release, source, 'linux-x64').name).toBe(
      'miner-1.2.3-linux-static-x64.tar.gz',
    );
  });

  it('takes the next pattern where the first fits nothing', () => {
    const release = releaseOf('SHA256SUMS', 'miner-1.2.3-jammy-x64.tar.gz');
    expect(findAsset(release, source, 'linux-x64')?.name).toBe('miner-1.2.3-jammy-x64.tar.gz');
  });

  it('wants the whole name to fit', () => {
    const release = releaseOf('old-miner-1.2.3-windows-x64.zip', 'miner-1.2.3-windows-x64.zip.sig');
    expect(findAsset(release, source, 'windows-x64')).toBeNull();
  });

  it.each([
    [
      'says for what there are builds where the release lacks one',
      releaseOf('miner-1.2.3-windows-x64.zip', 'SHA256SUMS'),
      'linux-x64',
      'Example 1.2.3 has no build for Linux (x64), only for Windows (x64).',
      'Install another version: other releases may have a build for this rig.',
    ],
    [
      'says for what there are builds where there never is one for this rig',
      releaseOf('miner-1.2.3-windows-x64.zip', 'miner-1.2.3-jammy-x64.tar.gz'),
      'linux-arm64',
      'Example 1.2.3 has no build for Linux (ARM64), only for Linux (x64) and Windows (x64).',
      'Choose another miner for this rig.',
    ],
    [
      'lists the files where the names have changed',
      releaseOf('miner_1.2.3_ubuntu.tgz', 'miner_1.2.3_win.7z'),
      'linux-x64',
      'No file of Example 1.2.3 has a name that Rigwright knows; the release has miner_1.2.3_ubuntu.tgz and miner_1.2.3_win.7z.',
      'Its publisher seems to have changed the names: update the catalogue, or install an earlier version.',
    ],
    [
      'says so where the release has no files',
      releaseOf(),
      'windows-x64',
      'No file of Example 1.2.3 has a name that Rigwright knows; the release has nothing.',
      'Its publisher seems to have changed the names: update the catalogue, or install an earlier version.',
    ],
    [
      'shortens a long list',
      releaseOf(...Array.from({ length: 40 }, (_, index) => `file-${index}`)),
      'linux-x64',
      `No file of Example 1.2.3 has a name that Rigwright knows; the release has ${Array.from({ length: 12 }, (_, index) => `file-${index}`).join(', ')} and 28 more.`,
      'Its publisher seems to have changed the names: update the catalogue, or install an earlier version.',
    ],
  ] as const)('%s', (_, release, platform, userMessage, suggestion) => {
    expect(refusal(release, platform)).toMatchObject({
      code: 'no-build-for-this-rig',
      userMessage,
      suggestion,
    });
  });
});
