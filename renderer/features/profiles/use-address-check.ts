import { useDebounceFn } from '@vueuse/core';
import type { ComputedRef, ShallowRef } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { WalletCheck } from '../../../electron/contract/values/coin.ts';
import type { CoinId } from '../../../electron/contract/values/ids.ts';
import { useCoins } from '../coins/store.ts';

export interface AddressCheck {
  /** Of the address as it stands; null while nobody knows. */
  readonly check: Readonly<ShallowRef<WalletCheck | null>>;
  readonly pending: Readonly<ShallowRef<boolean>>;
  /** Nothing speaks against it, as far as it can be checked at all. */
  readonly good: ComputedRef<boolean>;
}

/** Long enough that a typed address is not asked about letter by letter. */
const quietMs = 250;

/** Checks an address while it is typed or pasted. */
export function useAddressCheck(coinId: () => CoinId | null, address: () => string): AddressCheck {
  const coins = useCoins();
  const check = shallowRef<WalletCheck | null>(null);
  const pending = shallowRef(false);
  let current = 0;

  const ask = useDebounceFn(async (id: CoinId, text: string, mine: number) => {
    if (mine !== current) return;
    try {
      const found = await coins.checkWallet(id, text);
      if (mine === current) check.value = found;
    } catch {
      // What cannot be asked now is not held against the address: the start asks again.
      if (mine === current) check.value = null;
    } finally {
      if (mine === current) pending.value = false;
    }
  }, quietMs);

  watch(
    [coinId, () => address().trim()] as const,
    ([id, text]) => {
      current += 1;
      check.value = null;
      pending.value = id !== null && text !== '';
      if (id !== null && text !== '') void ask(id, text, current);
    },
    { immediate: true },
  );

  const good = computed(
    () => address().trim() !== '' && !pending.value && check.value?.status !== 'wrong',
  );
  return { check, pending, good };
}
