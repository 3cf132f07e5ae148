import type { Ref, ShallowRef, WritableComputedRef } from 'vue';
import { computed, shallowRef } from 'vue';
import { useAction } from './use-action.ts';

export interface Doomed<Thing> {
  /** What is to go once a person confirms it. */
  readonly thing: ShallowRef<Thing | null>;
  readonly open: WritableComputedRef<boolean>;
  readonly remove: () => Promise<void>;
  readonly pending: Readonly<Ref<boolean>>;
}

/** What a ConfirmDialog before a removal needs. Where the removal fails, a toast says why. */
export function useDoomed<Thing>(work: (thing: Thing) => Promise<unknown>): Doomed<Thing> {
  const thing: ShallowRef<Thing | null> = shallowRef(null);
  const open = computed({
    get: () => thing.value !== null,
    set: (value) => {
      if (!value) thing.value = null;
    },
  });
  const { run: remove, pending } = useAction(async () => {
    const doomed = thing.value;
    if (doomed === null) return;
    try {
      await work(doomed);
    } finally {
      thing.value = null;
    }
  });
  return { thing, open, remove, pending };
}
