import { z } from 'zod';
import { Profile } from '../../contract/values/profile.ts';

/** Enough for a farm's worth of coins, small enough to be sent as a whole with every change. */
export const maxProfiles = 1_000;

/** A file of another version is not guessed at. */
export const ProfilesFile = z.object({ version: z.literal(1), profiles: z.array(z.unknown()) });

const Stored = Profile.extend({ pools: Profile.shape.pools.min(1).max(8) });

export interface ReadProfiles {
  readonly profiles: readonly Profile[];
  /** One sentence for each entry that could not be used. */
  readonly problems: readonly string[];
}

/** A file full of nonsense must not fill the screen: the rest is counted. */
const maxProblems = 10;

/** The profiles of a file as far as they can be used. @param fileName  for the sentences */
export function readProfiles(entries: readonly unknown[], fileName: string): ReadProfiles {
  const profiles = new Map<string, Profile>();
  const problems: string[] = [];
  for (const entry of entries) {
    const parsed = Stored.safeParse(entry);
    const why = parsed.success
      ? misfit(parsed.data, profiles)
      : describe(parsed.error.issues[0] ?? { path: [], message: 'it does not fit' });
    if (parsed.success && why === undefined) profiles.set(parsed.data.id, parsed.data);
    else problems.push(`The profile ${nameOf(entry)} in ${fileName} was left out (${why}).`);
  }
  return { profiles: [...profiles.values()], problems: limited(problems, fileName) };
}

function misfit(profile: Profile, others: ReadonlyMap<string, Profile>): string | undefined {
  if (others.has(profile.id)) return 'another one has the same id';
  if (others.size >= maxProfiles) return `there are more than ${maxProfiles}`;
  return undefined;
}

const describe = ({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`);

function nameOf(entry: unknown): string {
  const named = z.object({ name: z.string() }).safeParse(entry);
  return named.success ? `“${named.data.name.slice(0, 80)}”` : 'without a name';
}

function limited(problems: readonly string[], fileName: string): string[] {
  const left = problems.length - maxProblems;
  if (left <= 0) return [...problems];
  const rest = `${left} more profiles in ${fileName} were left out.`;
  return [...problems.slice(0, maxProblems), rest];
}
