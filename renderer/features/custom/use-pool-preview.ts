import { watchDebounced } from '@vueuse/core';
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import type { CallInput, Output } from '../../../electron/contract/index.ts';
import { toApiError } from '../../connection/api-error.ts';
import type { ApiError } from '../../connection/api-error.ts';
import { useCoins } from '../coins/store.ts';

export interface PoolPreview {
  /** The chosen address first; null until the rig has said. */
  readonly accounts: Readonly<ShallowRef<Output<'pools.preview'> | null>>;
  /** Why a pool like this cannot be used. */
  readonly refusal: Readonly<ShallowRef<ApiError | null>>;
}

/** Long enough to type a word, short enough to be called live. */
const typingMs = 250;

/** What a miner would be given, as the rig works it out; null where there is nothing to ask about. */
export function usePoolPreview(input: () => CallInput<'pools.preview'> | null): PoolPreview {
  const coins = useCoins();
  const accounts = shallowRef<Output<'pools.preview'> | null>(null);
  const refusal = shallowRef<ApiError | null>(null);
  let current = 0;

  async function ask(): Promise<void> {
    current += 1;
    const mine = current;
    const asked = input();
    try {
      const answer = asked === null ? null : await coins.preview(asked);
      if (mine !== current) return;
      accounts.value = answer;
      refusal.value = null;
    } catch (error) {
      if (mine !== current) return;
      accounts.value = null;
      refusal.value = toApiError(error);
    }
  }
  watchDebounced(() => JSON.stringify(input()), ask, { debounce: typingMs, immediate: true });
  return { accounts, refusal };
}
