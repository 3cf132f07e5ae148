import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { MinerPlatform as MinerPlatforms } from '../../../contract/values/miner.ts';
import type { ReleaseSource } from '../catalogue/release-source.ts';
import type { Release, ReleaseAsset } from './github-release.ts';
import { NoBuildError } from './release-errors.ts';
import { firstMatch } from './pattern.ts';

/** The archive of a release for a platform. @returns null where there is none */
export function findAsset(
  release: Release,
  source: ReleaseSource,
  platform: MinerPlatform,
): ReleaseAsset | null {
  return firstMatch(release.assets, source.assets[platform] ?? []);
}

/**
 * The archive of a release for a platform.
 *
 * @param name  of the miner, for the sentence
 * @throws {NoBuildError} which tells what there is instead
 */
export function chooseAsset(
  name: string,
  release: Release,
  source: ReleaseSource,
  platform: MinerPlatform,
): ReleaseAsset {
  const asset = findAsset(release, source, platform);
  if (asset) return asset;
  throw new NoBuildError({
    name,
    version: release.version,
    platform,
    others: MinerPlatforms.options.filter((other) => findAsset(release, source, other)),
    assets: release.assets.map((asset) => asset.name),
    isExpected: source.assets[platform] !== undefined,
  });
}
