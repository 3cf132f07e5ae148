import { MinerId } from '../../contract/values/ids.ts';
import { practicePoolUrl, type Profile, type ProfileDraft } from '../../contract/values/profile.ts';

/** The first run's "Try it": real work for the pool inside the program, with all that the computer has. */
export const practiceDraft: ProfileDraft = {
  name: 'Practice',
  minerId: MinerId.parse('builtin'),
  algorithm: 'sha256d',
  threads: null,
  throttle: 0,
  resumeAfterRestart: false,
  pools: [{ url: practicePoolUrl, user: 'practice' }],
};

export const isPractice = ({ pools }: Profile): boolean => pools[0]?.url === practicePoolUrl;
