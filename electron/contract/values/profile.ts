import { z } from 'zod';
import { CoinId, MinerId, ProfileId } from './ids.ts';
import { Time } from './units.ts';

/** The pool inside the program: real jobs, real shares, no reward. Its address is found at start. */
export const practicePoolUrl = 'practice://local';

const poolUrl =
  /^(?:(?:stratum\+(?:tcp|ssl|tls)|ssl|tcp|hds|wss?):\/\/)?(?:\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?(\/\S*)?$/i;

/** `scheme://host:port` as `parsePoolUrl` takes it in full, or {@link practicePoolUrl}. */
export const PoolUrl = z
  .string()
  .trim()
  .min(1, 'needs an address')
  .max(300)
  .refine((url) => {
    if (url === practicePoolUrl) return true;
    const match = poolUrl.exec(url);
    if (!match) return false;
    const [, port, path = ''] = match;
    const isWeb = /^wss?:/i.test(url);
    if (!isWeb && path !== '' && path !== '/') return false;
    if (port === undefined) return isWeb;
    return Number(port) >= 1 && Number(port) <= 65_535;
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

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must look like 22:30');

/** When a profile mines, by the clock of the rig. Windows may reach over midnight. */
export const Schedule = z
  .object({
    windows: z
      .array(
        z.object({
          days: z.array(z.number().int().min(0).max(6)).min(1).max(7).describe('0: Sunday'),
          from: timeOfDay,
          to: timeOfDay.describe('the same as from: the whole day'),
        }),
      )
      .min(1, 'needs a time')
      .max(20),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof Schedule>;

/** Values of a miner's own settings, by their key. */
export const MinerSettings = z.record(
  z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  z.union([z.string().max(1_000), z.number(), z.boolean()]),
);
export type MinerSettings = z.infer<typeof MinerSettings>;

const profileFields = {
  name: z.string().trim().min(1, 'needs a name').max(80),
  minerId: MinerId,
  algorithm: z.string().min(1).max(40),
  coinId: CoinId.nullable().default(null).describe('null: the algorithm alone is known'),
  wallet: z.string().trim().max(300).default('').describe('what %EWAL% stands for'),
  worker: z
    .string()
    .trim()
    .regex(/^[\w.-]{0,64}$/, 'may have letters, digits, dot, - and _')
    .default('')
    .describe("what %WORKER% stands for; '': the name of this rig"),
  login: z.string().trim().max(200).default('').describe('what %LOGIN% stands for'),
  email: z.string().trim().max(200).default('').describe('what %EMAIL% stands for'),
  threads: z.number().int().min(1).max(1024).nullable().describe('null: one per core'),
  throttle: z.number().int().min(0).max(95).describe('percent of the time each thread rests'),
  devices: z
    .array(z.number().int().min(0).max(255))
    .max(64)
    .nullable()
    .default(null)
    .describe('as the miner counts them; null: all'),
  settings: MinerSettings.default({}),
  extraArguments: z
    .array(z.string().min(1).max(500))
    .max(64)
    .default([])
    .describe('handed to the miner as they are, at the end'),
  resumeAfterRestart: z.boolean().describe('start again after the program or computer restarts'),
  schedule: Schedule.nullable().default(null).describe('null: whenever it is started'),
};

/** What to start: miner, pools in order of preference, and how hard to work. Passwords stay inside. */
export const Profile = z
  .object({
    id: ProfileId,
    ...profileFields,
    pools: z.array(z.object({ url: PoolUrl, user: z.string().max(400), hasPassword: z.boolean() })),
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
          user: z.string().trim().max(400).describe('may hold %EWAL%, %WORKER%, %LOGIN%, %EMAIL%'),
          password: z.string().max(200).optional(),
        }),
      )
      .min(1, 'needs a pool')
      .max(8),
  })
  .meta({ id: 'ProfileDraft' });
export type ProfileDraft = z.infer<typeof ProfileDraft>;

/** One thing that differs between two profiles. */
export const ProfileChange = z
  .object({
    path: z.string().describe('such as pools[0].url'),
    label: z.string().describe('the same for a person'),
    from: z.string().nullable().describe('null: was not there'),
    to: z.string().nullable().describe('null: is not there any more'),
  })
  .meta({ id: 'ProfileChange' });
export type ProfileChange = z.infer<typeof ProfileChange>;

/** What an import would do, or did. */
export const ProfileImport = z
  .object({
    format: z.enum(['rigwright', 'xmrig', 'reference']),
    applied: z.boolean(),
    needsPassphrase: z.boolean().describe('it holds passwords that are locked'),
    profiles: z.array(
      z.object({
        name: z.string(),
        action: z.enum(['add', 'replace', 'same']),
        profileId: ProfileId.nullable().describe('of the one that is replaced or was made'),
        changes: z.array(ProfileChange),
        notes: z.array(z.string()).describe('what of the file has no place here, and why'),
      }),
    ),
  })
  .meta({ id: 'ProfileImport' });
export type ProfileImport = z.infer<typeof ProfileImport>;
