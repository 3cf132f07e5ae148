import type { Handlers } from '../../contract/index.ts';
import type { ProfileExchange } from './exchange/exchange.ts';
import type { Profiles } from './profiles.ts';

type ProfileOperation = Extract<keyof Handlers, `profiles.${string}`>;

export function profileHandlers(
  profiles: Profiles,
  exchange: ProfileExchange,
): Pick<Handlers, ProfileOperation> {
  return {
    'profiles.list': () => profiles.list(),
    'profiles.get': ({ profileId }) => profiles.get(profileId),
    'profiles.create': (draft) => profiles.create(draft),
    'profiles.createPractice': ({ algorithm }) => profiles.createPractice(algorithm),
    'profiles.update': ({ profileId, ...draft }) => profiles.update(profileId, draft),
    'profiles.duplicate': ({ profileId }) => profiles.duplicate(profileId),
    async 'profiles.remove'({ profileId }) {
      await profiles.remove(profileId);
      return {};
    },
    'profiles.diff': ({ profileId, ...draft }) => profiles.diff(profileId, draft),
    'profiles.export': (input) => exchange.export(input),
    'profiles.import': (input) => exchange.import(input),
  };
}
