import { z } from 'zod';
import { ProfileDraft } from '../../../contract/values/profile.ts';
import { Time } from '../../../contract/values/units.ts';
import { maxProfiles } from '../read-profiles.ts';
import { BadFileError } from './exchange-errors.ts';
import { parsePart } from './parse-part.ts';
import { SecretsBox } from './secrets-box.ts';

export const documentFormat = 'rigwright-profiles';
export const documentVersion = 1;

/** One profile of the file: no ids, no times, no passwords. */
const FileProfile = z.strictObject({
  ...ProfileDraft.shape,
  pools: z
    .array(
      z.strictObject({
        ...ProfileDraft.shape.pools.element.pick({ url: true, user: true }).shape,
        hasPassword: z.boolean().default(true),
      }),
    )
    .min(1, 'needs a pool')
    .max(8),
});
export type FileProfile = z.infer<typeof FileProfile>;

const Document = z.strictObject({
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  exportedAt: Time.optional(),
  profiles: z.array(FileProfile).max(maxProfiles),
  secrets: SecretsBox.optional(),
});
/** Our own file, see README.md beside this. */
export type ProfilesDocument = z.infer<typeof Document>;

/** What the box holds, as JSON: it fits a profile only where the account is still the same. */
export const LockedPasswords = z.array(
  z.strictObject({
    profile: z.number().int().min(0).describe('place in the list'),
    url: z.string(),
    user: z.string(),
    password: z.string().min(1).max(200),
  }),
);
export type LockedPasswords = z.infer<typeof LockedPasswords>;

const Versioned = z.object({ version: z.number() });

/** @throws {BadFileError} */
export function readDocument(value: unknown): ProfilesDocument {
  const { version } = parsePart(Versioned, value, '');
  if (version > documentVersion) {
    throw new BadFileError(
      `The file is of version ${version}; this Rigwright reads version ${documentVersion}.`,
      'Update Rigwright, or export the profiles with an older one.',
      [{ path: 'version', message: `must be ${documentVersion}` }],
    );
  }
  return parsePart(Document, value, '');
}
