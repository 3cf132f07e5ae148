import { watchDebounced } from '@vueuse/core';
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import type { WalletCheck } from '../../../electron/contract/values/coin.ts';
import type { CoinId } from '../../../electron/contract/values/ids.ts';
import { useCoins } from '../coins/store.ts';

const typingMs = 250;

/** What the rig thinks of an address while it is typed; null for none, and where it does not answer. */
export function useWalletCheck(
  wallet: () => { readonly coinId: CoinId; readonly address: string } | null,
): Readonly<ShallowRef<WalletCheck | null>> {
  const coins = useCoins();
  const check = shallowRef<WalletCheck | null>(null);
  let current = 0;

  async function ask(): Promise<void> {
    current += 1;
    const mine = current;
    const { coinId, address } = wallet() ?? { coinId: null, address: '' };
    const answer =
      coinId === null || address === ''
        ? null
        : await coins.checkWallet(coinId, address).catch(() => null);
    if (mine === current) check.value = answer;
  }
  watchDebounced(() => JSON.stringify(wallet()), ask, { debounce: typingMs, immediate: true });
  return check;
}
