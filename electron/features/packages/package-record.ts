import { z } from 'zod';
import { CustomPackage } from '../../contract/values/package.ts';

/** What is remembered of a package. */
export const PackageRecord = z.object({
  package: CustomPackage,
  /** Below that of all packages: id and a name that no other import has. */
  folder: z.string().regex(/^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/),
  /** Of the list of its files, which lies in its folder. */
  listSha256: z.string().length(64),
  /** Programs of the system that its start script started, such as tmux. */
  wantedPrograms: z.array(z.string().max(200)).max(20),
  /** Those of them that a person agreed to. */
  agreedPrograms: z.array(z.string().max(200)).max(20),
});
export type PackageRecord = z.infer<typeof PackageRecord>;

/** A file of another version is not guessed at. */
export const PackagesFile = z.object({ version: z.literal(1), packages: z.array(z.unknown()) });

/** Enough for whoever makes packages; every one can have gigabytes. */
export const maxPackages = 100;
