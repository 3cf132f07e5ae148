import type { Profile } from '../../../electron/contract/values/profile.ts';
import { formatAlgorithm } from '../../format/algorithm.ts';

/** Profiles in whose name, algorithm, pools or users every word of the search occurs. */
export function searchProfiles(profiles: readonly Profile[], search: string): readonly Profile[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return profiles.filter(({ name, algorithm, pools }) => {
    const places = pools.flatMap(({ url, user }) => [url, user]);
    const text = [name, algorithm, formatAlgorithm(algorithm), ...places].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
