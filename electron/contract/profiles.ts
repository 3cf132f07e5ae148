import { z } from 'zod';
import { operation } from './operation.ts';
import { ProfileId } from './values/ids.ts';
import {
  BuiltinAlgorithm,
  Profile,
  ProfileChange,
  ProfileDraft,
  ProfileImport,
} from './values/profile.ts';

export const profileOperations = {
  'profiles.list': operation({
    summary: 'All profiles, by name',
    input: z.object({}),
    output: z.array(Profile),
    permission: 'view',
    route: 'GET /profiles',
  }),
  'profiles.get': operation({
    summary: 'One profile',
    input: z.object({ profileId: ProfileId }),
    output: Profile,
    permission: 'view',
    route: 'GET /profiles/:profileId',
  }),
  'profiles.create': operation({
    summary: 'Make a profile',
    input: ProfileDraft,
    output: Profile,
    permission: 'configure',
    route: 'POST /profiles',
  }),
  'profiles.createPractice': operation({
    summary: 'The practice profile of an algorithm: made if there is none yet',
    input: z.object({ algorithm: BuiltinAlgorithm.default('verushash') }),
    output: Profile,
    permission: 'control',
    route: 'POST /profiles/practice',
  }),
  'profiles.update': operation({
    summary: 'Replace a profile; a run in progress keeps what it was started with',
    input: ProfileDraft.extend({ profileId: ProfileId }),
    output: Profile,
    permission: 'configure',
    route: 'PUT /profiles/:profileId',
  }),
  'profiles.duplicate': operation({
    summary: 'Copy a profile, its passwords included',
    input: z.object({ profileId: ProfileId }),
    output: Profile,
    permission: 'configure',
    route: 'POST /profiles/:profileId/duplicate',
  }),
  'profiles.remove': operation({
    summary: 'Delete a profile that is not running; its history stays',
    input: z.object({ profileId: ProfileId }),
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /profiles/:profileId',
  }),
  'profiles.diff': operation({
    summary: 'What would change, line by line, if a profile were replaced',
    input: ProfileDraft.extend({ profileId: ProfileId }),
    output: z.array(ProfileChange),
    permission: 'view',
    route: 'POST /profiles/:profileId/diff',
  }),
  'profiles.export': operation({
    summary: 'Profiles as a file; passwords only with a passphrase, which locks them',
    input: z.object({
      profileIds: z.array(ProfileId).max(1_000).optional().describe('all where it is left out'),
      passphrase: z.string().min(8, 'needs at least 8 characters').max(200).optional(),
    }),
    output: z.object({ name: z.string().describe('of the file'), text: z.string() }),
    permission: 'configure',
    route: 'POST /profiles/export',
  }),
  'profiles.import': operation({
    summary: 'Take in profiles of a file: ours, a config.json of XMRig, or mining_profiles.json',
    input: z.object({
      text: z.string().min(1).max(1_000_000),
      passphrase: z.string().max(200).optional(),
      apply: z.boolean().default(false).describe('false: only tell what would happen'),
      replace: z.boolean().default(false).describe('profiles of the same name; else both are kept'),
    }),
    output: ProfileImport,
    permission: 'configure',
    route: 'POST /profiles/import',
  }),
} as const;
