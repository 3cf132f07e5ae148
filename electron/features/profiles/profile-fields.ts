import type { Profile, ProfileDraft } from '../../contract/values/profile.ts';

/** What a profile and its draft have in common, pools apart. */
export type ProfileFields = Omit<ProfileDraft, 'pools'>;

/** Exactly those fields: what else an object brings stays behind. */
export function fieldsOf(profile: Profile | ProfileDraft): ProfileFields {
  return {
    name: profile.name,
    minerId: profile.minerId,
    algorithm: profile.algorithm,
    coinId: profile.coinId,
    wallet: profile.wallet,
    worker: profile.worker,
    login: profile.login,
    email: profile.email,
    threads: profile.threads,
    throttle: profile.throttle,
    devices: profile.devices,
    settings: profile.settings,
    extraArguments: profile.extraArguments,
    resumeAfterRestart: profile.resumeAfterRestart,
    schedule: profile.schedule,
  };
}
