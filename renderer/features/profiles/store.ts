import { defineStore } from 'pinia';
import { computed, onScopeDispose } from 'vue';
import type { CallInput, Output } from '../../../electron/contract/index.ts';
import type { ProfileId } from '../../../electron/contract/values/ids.ts';
import type {
  BuiltinAlgorithm,
  Profile,
  ProfileChange,
  ProfileDraft,
  ProfileImport,
} from '../../../electron/contract/values/profile.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';

export const useProfiles = defineStore('profiles', () => {
  const api = useApi();
  const { value, error, reload, update } = useResource<Profile[]>(() =>
    api.call('profiles.list', {}),
  );
  onScopeDispose(api.on('profiles.changed', (profiles) => update(() => profiles)));

  /** Makes a profile, or replaces the one with this id. */
  async function save(draft: ProfileDraft, profileId: ProfileId | null): Promise<Profile> {
    const saved =
      profileId === null
        ? await api.call('profiles.create', draft)
        : await api.call('profiles.update', { ...draft, profileId });
    update((profiles) => withProfile(profiles, saved));
    return saved;
  }

  async function duplicate(profileId: ProfileId): Promise<Profile> {
    const copy = await api.call('profiles.duplicate', { profileId });
    update((profiles) => withProfile(profiles, copy));
    return copy;
  }

  async function remove(profileId: ProfileId): Promise<void> {
    await api.call('profiles.remove', { profileId });
    update((profiles) => profiles.filter(({ id }) => id !== profileId));
  }

  async function createPractice(algorithm: BuiltinAlgorithm): Promise<Profile> {
    const practice = await api.call('profiles.createPractice', { algorithm });
    update((profiles) => withProfile(profiles, practice));
    return practice;
  }

  /** What saving would change, line by line. */
  const diff = (draft: ProfileDraft, profileId: ProfileId): Promise<ProfileChange[]> =>
    api.call('profiles.diff', { ...draft, profileId });
  const exportFile = (input: CallInput<'profiles.export'>): Promise<Output<'profiles.export'>> =>
    api.call('profiles.export', input);
  /** Tells what a file would bring, and brings it where `apply` is set; the list follows by its event. */
  const importFile = (input: CallInput<'profiles.import'>): Promise<ProfileImport> =>
    api.call('profiles.import', input);

  return {
    profiles: computed(() => value.value ?? []),
    loaded: computed(() => value.value !== null),
    error,
    reload,
    save,
    duplicate,
    remove,
    createPractice,
    diff,
    exportFile,
    importFile,
  };
});

/** By name, as the rig lists them. */
function withProfile(profiles: readonly Profile[], profile: Profile): Profile[] {
  const others = profiles.filter(({ id }) => id !== profile.id);
  return [...others, profile].sort((a, b) => a.name.localeCompare(b.name));
}
