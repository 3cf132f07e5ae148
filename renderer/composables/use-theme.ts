import { createSharedComposable, usePreferredDark, useStorage } from '@vueuse/core';
import type { ComputedRef } from 'vue';
import { computed, watchEffect } from 'vue';
import type { Settings } from '../../electron/contract/values/settings.ts';

export type Theme = Settings['theme'];

/**
 * Light or dark. The choice is one of the settings; the window keeps a copy, so that it opens in
 * the right colours before the settings have come.
 */
export const useTheme: () => { dark: ComputedRef<boolean>; choose: (theme: Theme) => void } =
  createSharedComposable(() => {
    const chosen = useStorage<Theme>('rigwright-theme', 'system');
    const preferred = usePreferredDark();
    const dark = computed(() =>
      chosen.value === 'system' ? preferred.value : chosen.value === 'dark',
    );
    watchEffect(() => {
      const { classList } = document.documentElement;
      classList.toggle('dark', dark.value);
      classList.toggle('light', !dark.value);
    });
    return { dark, choose: (theme) => (chosen.value = theme) };
  });
