import { defineStore } from 'pinia';
import { computed, onScopeDispose, watch } from 'vue';
import type { Settings, SettingsPatch } from '../../../electron/contract/values/settings.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';
import { useTheme } from '../../composables/use-theme.ts';

export const useSettings = defineStore('settings', () => {
  const api = useApi();
  const { choose } = useTheme();
  const { value, error, reload, update } = useResource<Settings>(() =>
    api.call('settings.get', {}),
  );
  onScopeDispose(api.on('settings.changed', (settings) => update(() => settings)));
  watch(value, (settings) => settings !== null && choose(settings.theme));

  async function change(patch: SettingsPatch): Promise<void> {
    const changed = await api.call('settings.update', patch);
    update(() => changed);
  }

  return {
    settings: computed(() => value.value),
    error,
    reload,
    change,
  };
});
