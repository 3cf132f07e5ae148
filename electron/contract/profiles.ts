import { z } from 'zod';
import { operation } from './operation.ts';
import { ProfileId } from './values/ids.ts';
import { BuiltinAlgorithm, Miner, Profile, ProfileDraft } from './values/profile.ts';

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
  'miners.list': operation({
    summary: 'Mining programs this rig can start',
    input: z.object({}),
    output: z.array(Miner),
    permission: 'view',
    route: 'GET /miners/available',
  }),
} as const;
