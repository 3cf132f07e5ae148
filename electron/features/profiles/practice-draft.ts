import {
  practicePoolUrl,
  ProfileDraft,
  type BuiltinAlgorithm,
  type Profile,
} from '../../contract/values/profile.ts';

const names: Readonly<Record<BuiltinAlgorithm, string>> = {
  verushash: 'Practice',
  sha256d: 'Practice SHA-256d',
};

/** The first run's "Try it": real work for the pool inside the program, with all that the computer has. */
export function practiceDraft(algorithm: BuiltinAlgorithm): ProfileDraft {
  return ProfileDraft.parse({
    name: names[algorithm],
    minerId: 'builtin',
    algorithm,
    threads: null,
    throttle: 0,
    resumeAfterRestart: false,
    pools: [{ url: practicePoolUrl, user: 'practice' }],
  });
}

export function isPractice(profile: Profile, algorithm: BuiltinAlgorithm): boolean {
  return profile.algorithm === algorithm && profile.pools[0]?.url === practicePoolUrl;
}
