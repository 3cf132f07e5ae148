import type { ComputedRef } from 'vue';
import { computed, watch } from 'vue';
import { useLastShown } from './use-last-shown.ts';

/**
 * What the form of a panel changes: null for a new one. Stays while the panel closes.
 *
 * @param asked  null while the panel is closed
 * @param begin  fills the form; called whenever the panel opens, or goes on with another one
 */
export function useEdited<Thing extends { readonly id: string }>(
  asked: () => Thing | 'new' | null,
  begin: (edited: Thing | null) => void,
): ComputedRef<Thing | null> {
  const last = useLastShown(asked);
  const edited = computed(() => (last.value === 'new' ? null : last.value));
  const idOf = (thing: Thing | 'new' | null): string | undefined =>
    thing === 'new' ? thing : thing?.id;
  watch(
    () => idOf(asked()),
    (id) => {
      if (id !== undefined) begin(edited.value);
    },
    { immediate: true },
  );
  return edited;
}
