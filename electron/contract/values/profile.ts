import { z } from 'zod';
import { MinerId, ProfileId } from './ids.ts';
import { Time } from './units.ts';

/** The pool inside the program: real jobs, real shares, no reward. Its address is found at start. */
export const practicePoolUrl = 'practice://local';

/** `stratum+tcp://host:port`, or {@link practicePoolUrl}. */
export const PoolUrl = z
  .string()
  .max(300)
  .refine((url) => {
    if (url === practicePoolUrl) return true;
    const port = /^stratum\+tcp:\/\/[^\s/@]+:(\d{1,5})$/.exec(url)?.[1];
    return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
  }, 'must look like stratum+tcp://pool.example:3333');

/** What the built-in miner mines and the practice pool takes. The first is what processors are for. */
export const BuiltinAlgorithm = z.enum(['verushash', 'sha256d']);
export type BuiltinAlgorithm = z.infer<typeof BuiltinAlgorithm>;

/** What practice pools are there for. */
export const PracticeAlgorithm = z.enum([
  ...BuiltinAlgorithm.options,
  'scrypt',
  'beamhash',
  'rx/0',
]);
export type PracticeAlgorithm = z.infer<typeof PracticeAlgorithm>;

const profileFields = {
  name: z.string().trim().min(1, 'needs a name').max(80),
  minerId: MinerId,
  algorithm: z.string().min(1).max(40),
  threads: z.number().int().min(1).max(1024).nullable().describe('null: one per core'),
  throttle: z.number().int().min(0).max(95).describe('percent of the time each thread rests'),
  resumeAfterRestart: z.boolean().describe('start again after the program or computer restarts'),
};

/** What to start: miner, pools in order of preference, and how hard to work. Passwords stay inside. */
export const Profile = z
  .object({
    id: ProfileId,
    ...profileFields,
    pools: z.array(z.object({ url: PoolUrl, user: z.string().max(200), hasPassword: z.boolean() })),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

/** A profile as a person writes it. A password left out keeps the one stored; '' removes it. */
export const ProfileDraft = z
  .object({
    ...profileFields,
    pools: z
      .array(
        z.object({
          url: PoolUrl,
          user: z.string().trim().max(200),
          password: z.string().max(200).optional(),
        }),
      )
      .min(1, 'needs a pool')
      .max(8),
  })
  .meta({ id: 'ProfileDraft' });
export type ProfileDraft = z.infer<typeof ProfileDraft>;

/** A mining program this rig can start. */
export const Miner = z
  .object({
    id: MinerId,
    name: z.string(),
    version: z.string(),
    algorithms: z.array(z.string()),
    canPause: z.boolean(),
    installed: z.boolean(),
  })
  .meta({ id: 'Miner' });
export type Miner = z.infer<typeof Miner>;
