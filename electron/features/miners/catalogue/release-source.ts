import { z } from 'zod';
import { MinerPlatform } from '../../../contract/values/miner.ts';

/** A regular expression as text; the whole name of an asset or tag has to match. */
const pattern = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => {
    try {
      return new RegExp(text, 'u') instanceof RegExp;
    } catch {
      return false;
    }
  }, 'must be a regular expression');

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 small hexadecimal digits');

/**
 * Where the releases of a miner are and what speaks for them. The assets are found in the list that
 * the release itself gives, because their names change from version to version.
 */
export const ReleaseSource = z
  .strictObject({
    kind: z.literal('github'),
    repository: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'must be owner/name'),
    /** Its group `version` is the version without what the publisher writes around it. */
    tag: pattern,
    /** For each platform what its asset may be called, the best first. */
    assets: z.partialRecord(MinerPlatform, z.array(pattern).min(1)),
    /** A list of checksums among the assets: `<64 hex> [*]<name>` a line. */
    checksums: z
      .strictObject({
        asset: pattern,
        signature: z
          .strictObject({
            asset: pattern,
            scheme: z.literal('openpgp'),
            /** Files with public keys beside the catalogue's, and the fingerprints they must have. */
            keys: z
              .array(
                z.strictObject({
                  file: z.string().regex(/^[\w.-]+\.asc$/),
                  fingerprint: z.string().regex(/^[0-9A-F]{40}$/),
                }),
              )
              .min(1),
          })
          .nullable(),
      })
      .nullable(),
    /** Checksums that the catalogue itself knows. */
    known: z.array(z.strictObject({ version: z.string(), asset: z.string(), sha256 })),
    /** Names of the file that is started, looked for in the unpacked folders. */
    executable: z.partialRecord(MinerPlatform, z.array(z.string().regex(/^[\w.-]{1,100}$/)).min(1)),
    /** Larger archives are refused, bytes. */
    maxBytes: z.number().int().positive().max(2_147_483_648),
  })
  .meta({ id: 'ReleaseSource' });
export type ReleaseSource = z.infer<typeof ReleaseSource>;
