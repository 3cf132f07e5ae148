import { MinerId } from '../../contract/values/ids.ts';
import type { BuiltinAlgorithm, Profile, ProfileDraft } from '../../contract/values/profile.ts';
import { practicePoolUrl } from '../../contract/values/profile.ts';

const names: Readonly<Record<BuiltinAlgorithm, string>> = {
  verushash: 'Practice',
  sha256d: 'Practice SHA-256d',
};

/** The first run's "Try it": real work for the pool inside the program, with all that the computer has. */
export function practiceDraft(algorithm: BuiltinAlgorithm): ProfileDraft {
  return {
    name: names[algorithm],
    minerId: MinerId.parse('builtin'),
    algorithm,
    threads: null,
    throttle: 0,
    resumeAfterRestart: false,
    pools: [{ url: practicePoolUrl, user: 'practice' }],
  };
}

export function isPractice(profile: Profile, algorithm: BuiltinAlgorithm): boolean {
  return profile.algorithm === algorithm && profile.pools[0]?.url === practicePoolUrl;
}
