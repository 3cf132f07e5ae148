import { z } from 'zod';
import { patternOf } from './pattern.ts';
import { isVersionName } from './version-name.ts';

/** An asset of a release, as far as it matters here. */
export interface ReleaseAsset {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 that the site states; null where it states none. */
  readonly sha256: string | null;
}

/** A release whose tag is one of the miner's. */
export interface Release {
  readonly tag: string;
  readonly version: string;
  readonly prerelease: boolean;
  /** Epoch ms. */
  readonly publishedAt: number | null;
  readonly assets: readonly ReleaseAsset[];
}

/**
 * GitHub's JSON of a release, only what is used. Its addresses are not read: where an asset lies
 * follows from repository, tag and name, so a false answer cannot lead anywhere else.
 *
 * @see https://docs.github.com/en/rest/releases/releases
 */
export const GithubRelease = z.object({
  tag_name: z.string().min(1).max(200),
  draft: z.boolean().default(false),
  prerelease: z.boolean().default(false),
  published_at: z.iso.datetime({ offset: true }).nullish(),
  assets: z
    .array(
      z.object({
        name: z.string().min(1).max(255),
        size: z.number().int().nonnegative(),
        state: z.string().optional(),
        digest: z.string().nullish(),
      }),
    )
    .max(1_000),
});
export type GithubRelease = z.infer<typeof GithubRelease>;

export const GithubReleases = z.array(GithubRelease).max(100);

/** @param tagPattern  of the catalogue. @returns null for a draft or a tag that is none of the miner's */
export function readRelease(found: GithubRelease, tagPattern: string): Release | null {
  const match = patternOf(tagPattern).exec(found.tag_name);
  const version = match?.groups?.['version'] ?? match?.[0];
  // The version becomes the name of a folder.
  if (found.draft || version === undefined || !isVersionName(version)) return null;
  return {
    tag: found.tag_name,
    version,
    prerelease: found.prerelease,
    publishedAt: found.published_at ? Date.parse(found.published_at) : null,
    assets: found.assets
      .filter(({ state }) => state === undefined || state === 'uploaded')
      .map(({ name, size, digest }) => ({ name, bytes: size, sha256: sha256Of(digest) })),
  };
}

/** GitHub writes `sha256:<hex>`; other kinds of digest tell us nothing. */
function sha256Of(digest: string | null | undefined): string | null {
  return /^sha256:([0-9a-f]{64})$/i.exec(digest ?? '')?.[1]?.toLowerCase() ?? null;
}
