import { createSharedComposable, useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import type { Ref } from 'vue';
import { readonly, ref, watch } from 'vue';

/** The time of day in epoch ms, once a second while somebody can see it; one timer for all. */
export const useNow: () => Readonly<Ref<number>> = createSharedComposable(() => {
  const now = ref(Date.now());
  const timer = useIntervalFn(() => (now.value = Date.now()), 1_000);
  watch(useDocumentVisibility(), (visibility) => {
    if (visibility === 'hidden') return timer.pause();
    now.value = Date.now();
    timer.resume();
  });
  return readonly(now);
});
