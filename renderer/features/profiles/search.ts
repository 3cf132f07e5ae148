import type { Profile } from '../../../electron/contract/values/profile.ts';

/** Profiles in whose name, algorithm, pools or users every word of the search occurs. */
export function searchProfiles(profiles: readonly Profile[], search: string): readonly Profile[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return profiles.filter(({ name, algorithm, pools }) => {
    const text = [name, algorithm, ...pools.flatMap(({ url, user }) => [url, user])]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
