import type { ShallowRef } from 'vue';
import { shallowRef, watch } from 'vue';

/** What a panel or dialog is about: stays in sight while it closes, when there is nothing any more. */
export function useLastShown<Thing>(thing: () => Thing | null): Readonly<ShallowRef<Thing | null>> {
  const shown = shallowRef<Thing | null>(null);
  watch(
    thing,
    (now) => {
      if (now !== null) shown.value = now;
    },
    { immediate: true },
  );
  return shown;
}
