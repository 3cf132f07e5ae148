import { defineStore } from 'pinia';
import { computed, onScopeDispose } from 'vue';
import type { CallInput, Output } from '../../../electron/contract/index.ts';
import type {
  Coin,
  CoinDraft,
  PoolDraft,
  PoolPreset,
  WalletCheck,
} from '../../../electron/contract/values/coin.ts';
import type { CoinId, PoolId } from '../../../electron/contract/values/ids.ts';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';

/** Coins and pools, those of the person and those that come with the program. */
export const useCoins = defineStore('coins', () => {
  const api = useApi();
  const coins = useResource<Coin[]>(() => api.call('coins.list', {}));
  const pools = useResource<PoolPreset[]>(() => api.call('pools.list', {}));
  onScopeDispose(
    api.on('coins.changed', (changed) => {
      coins.update(() => changed.coins);
      pools.update(() => changed.pools);
    }),
  );

  async function reload(): Promise<void> {
    await Promise.all([coins.reload(), pools.reload()]);
  }

  /** Makes a coin, or replaces the one with this id. */
  async function saveCoin(draft: CoinDraft, coinId: CoinId | null): Promise<Coin> {
    const saved =
      coinId === null
        ? await api.call('coins.create', draft)
        : await api.call('coins.update', { ...draft, coinId });
    coins.update((all) => withEntry(all, saved));
    return saved;
  }

  async function removeCoin(coinId: CoinId): Promise<void> {
    await api.call('coins.remove', { coinId });
    coins.update((all) => all.filter(({ id }) => id !== coinId));
  }

  /** Makes a pool, or replaces the one with this id. */
  async function savePool(draft: PoolDraft, poolId: PoolId | null): Promise<PoolPreset> {
    const saved =
      poolId === null
        ? await api.call('pools.create', draft)
        : await api.call('pools.update', { ...draft, poolId });
    pools.update((all) => withEntry(all, saved));
    return saved;
  }

  async function removePool(poolId: PoolId): Promise<void> {
    await api.call('pools.remove', { poolId });
    pools.update((all) => all.filter(({ id }) => id !== poolId));
  }

  const preview = (input: CallInput<'pools.preview'>): Promise<Output<'pools.preview'>> =>
    api.call('pools.preview', input);
  const accounts = (input: CallInput<'pools.accounts'>): Promise<Output<'pools.accounts'>> =>
    api.call('pools.accounts', input);
  const checkWallet = (coinId: CoinId, address: string): Promise<WalletCheck> =>
    api.call('wallets.check', { coinId, address });

  return {
    coins: computed(() => coins.value.value ?? []),
    pools: computed(() => pools.value.value ?? []),
    loaded: computed(() => coins.value.value !== null && pools.value.value !== null),
    error: computed(() => coins.error.value ?? pools.error.value),
    reload,
    saveCoin,
    removeCoin,
    savePool,
    removePool,
    preview,
    accounts,
    checkWallet,
  };
});

const collator = new Intl.Collator('en', { numeric: true });

/** Those of the person first, then by name, as the rig lists them. */
function withEntry<T extends { readonly id: string; readonly name: string; builtin: boolean }>(
  all: readonly T[],
  entry: T,
): T[] {
  const others = all.filter(({ id }) => id !== entry.id);
  return [...others, entry].sort(
    (one, another) =>
      Number(one.builtin) - Number(another.builtin) || collator.compare(one.name, another.name),
  );
}
