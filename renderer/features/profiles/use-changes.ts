import { useDebounceFn } from '@vueuse/core';
import type { ShallowRef } from 'vue';
import { shallowRef, watch } from 'vue';
import type {
  Profile,
  ProfileChange,
  ProfileDraft,
} from '../../../electron/contract/values/profile.ts';
import { useProfiles } from './store.ts';

const quietMs = 300;

/**
 * What saving would change, as the rig sees it, while the form is filled in.
 *
 * @param draft  null while something is wrong in the form: then nothing is known
 */
export function useChanges(
  profile: () => Profile | null,
  draft: () => ProfileDraft | null,
): Readonly<ShallowRef<readonly ProfileChange[]>> {
  const profiles = useProfiles();
  const changes = shallowRef<readonly ProfileChange[]>([]);
  let current = 0;

  const ask = useDebounceFn(async (mine: number): Promise<void> => {
    const [of, wanted] = [profile(), draft()];
    if (mine !== current || of === null || wanted === null) return;
    try {
      const found = await profiles.diff(wanted, of.id);
      if (mine === current) changes.value = found;
    } catch {
      // Saving tells what is wrong; this is only a look ahead.
      if (mine === current) changes.value = [];
    }
  }, quietMs);

  watch(
    () => JSON.stringify([profile()?.id, profile()?.updatedAt, draft()]),
    () => {
      current += 1;
      if (profile() === null || draft() === null) changes.value = [];
      else void ask(current);
    },
    { immediate: true },
  );
  return changes;
}
