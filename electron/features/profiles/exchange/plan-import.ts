import type { Profile, ProfileChange, ProfileDraft } from '../../../contract/values/profile.ts';
import type { ProfileId } from '../../../contract/values/ids.ts';
import { copyName } from '../copy-name.ts';
import { keptFrom } from '../pool-passwords.ts';
import type { FoundProfile } from './found-profile.ts';

/** What is to be done with one profile of a file. */
export interface Planned extends FoundProfile {
  readonly action: 'add' | 'replace' | 'same';
  /** Of the one that is replaced, or that is the same; null for a new one. */
  readonly profileId: ProfileId | null;
  readonly changes: readonly ProfileChange[];
}

interface Existing {
  readonly profiles: readonly Profile[];
  diff(profileId: ProfileId | null, draft: ProfileDraft): ProfileChange[];
}

/**
 * Finds for each profile of a file the one of this rig that it is to replace. Names need not be
 * unique on either side: each profile is met once only, and twins of the file stay twins.
 *
 * @param replace  whether profiles of the same name are replaced; otherwise the new one is renamed
 */
export function planImport(
  found: readonly FoundProfile[],
  existing: Existing,
  replace: boolean,
): Planned[] {
  const existingNames = new Set(existing.profiles.map(({ name }) => name));
  const names = new Set([...existingNames, ...found.map(({ draft }) => draft.name)]);
  const met = new Set<ProfileId>();
  const meet = (
    { draft }: FoundProfile,
    fits: (changes: readonly ProfileChange[]) => boolean,
  ): Met | undefined => {
    for (const before of existing.profiles) {
      const { id, name } = before;
      if (name !== draft.name || met.has(id)) continue;
      const changes = existing.diff(id, draft);
      if (!fits(changes)) continue;
      met.add(id);
      return { before, changes };
    }
    return undefined;
  };
  // Those that are the same come first, so that none of them is replaced by its neighbour.
  const same = found.map((profile) => meet(profile, (changes) => changes.length === 0));
  return found.map((profile, index): Planned => {
    const unchanged = same[index];
    if (unchanged) return planned('same', profile, unchanged);
    const replaced = replace ? meet(profile, () => true) : undefined;
    if (replaced) return planned('replace', profile, replaced);
    const isTaken = existingNames.has(profile.draft.name);
    const name = isTaken ? copyName(profile.draft.name, names) : profile.draft.name;
    names.add(name);
    const draft = { ...profile.draft, name };
    const changes = existing.diff(null, draft);
    return planned('add', { ...profile, draft }, { before: null, changes });
  });
}

interface Met {
  /** null: there was none */
  readonly before: Profile | null;
  readonly changes: readonly ProfileChange[];
}

function planned(
  action: Planned['action'],
  { place, draft, notes }: FoundProfile,
  { before, changes }: Met,
): Planned {
  const lacking = draft.pools
    .filter((pool) => pool.password === undefined && !(before && keptFrom(pool, before)))
    .map(({ url }) => `The password for ${url} is not in the file and has to be entered.`);
  const profileId = before?.id ?? null;
  return { action, profileId, place, draft, changes, notes: [...notes, ...lacking] };
}
