import { useToast } from '@nuxt/ui/composables';
import type { Ref } from 'vue';
import { readonly, ref } from 'vue';
import { toApiError } from '../connection/api-error.ts';

export interface Action<Input extends unknown[]> {
  /** Does it; a second call while the first one is under way is ignored. */
  readonly run: (...input: Input) => Promise<void>;
  readonly pending: Readonly<Ref<boolean>>;
}

/** Something a person asked for: shown as under way, and told in a toast where it failed. */
export function useAction<Input extends unknown[]>(
  work: (...input: Input) => Promise<unknown>,
): Action<Input> {
  const toast = useToast();
  const pending = ref(false);

  async function run(...input: Input): Promise<void> {
    if (pending.value) return;
    pending.value = true;
    try {
      await work(...input);
    } catch (failure) {
      const error = toApiError(failure);
      toast.add({
        title: error.message,
        ...(error.suggestion !== undefined && { description: error.suggestion }),
        color: 'error',
        icon: 'i-lucide-circle-alert',
        duration: 10_000,
      });
    } finally {
      pending.value = false;
    }
  }

  return { run, pending: readonly(pending) };
}
