import type { Profile, ProfileChange, ProfileDraft } from '../../../contract/values/profile.ts';
import type { ProfileId } from '../../../contract/values/ids.ts';
import { copyName } from '../copy-name.ts';
import type { FoundProfile } from './found-profile.ts';

/** What is to be done with one profile of a file. */
export interface Planned {
  readonly action: 'add' | 'replace' | 'same';
  /** Of the one that is replaced, or that is the same; null for a new one. */
  readonly profileId: ProfileId | null;
  readonly draft: ProfileDraft;
  readonly changes: readonly ProfileChange[];
  readonly notes: readonly string[];
  readonly place: string;
}

interface Existing {
  readonly profiles: readonly Profile[];
  diff(profileId: ProfileId | null, draft: ProfileDraft): ProfileChange[];
}

/**
 * Finds for each profile of a file the one of this rig that it is to replace. Names need not be
 * unique on either side: each profile is met once only.
 *
 * @param replace  whether profiles of the same name are replaced; otherwise the new one is renamed
 */
export function planImport(
  found: readonly FoundProfile[],
  existing: Existing,
  replace: boolean,
): Planned[] {
  const names = new Set(existing.profiles.map(({ name }) => name));
  const met = new Set<ProfileId>();
  return found.map(({ draft, notes, place }) => {
    const candidates = existing.profiles
      .filter(({ id, name }) => name === draft.name && !met.has(id))
      .map(({ id }) => ({ profileId: id, changes: existing.diff(id, draft) }));
    const same = candidates.find(({ changes }) => changes.length === 0);
    const chosen = same ?? (replace ? candidates[0] : undefined);
    if (chosen) {
      met.add(chosen.profileId);
      return { action: same ? 'same' : 'replace', ...chosen, draft, notes, place };
    }
    const name = names.has(draft.name) ? copyName(draft.name, names) : draft.name;
    names.add(name);
    const named = { ...draft, name };
    const changes = existing.diff(null, named);
    return { action: 'add', profileId: null, draft: named, changes, notes, place };
  });
}
