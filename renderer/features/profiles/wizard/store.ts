import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Coin, PoolPreset } from '../../../../electron/contract/values/coin.ts';
import type { PoolId } from '../../../../electron/contract/values/ids.ts';
import { toApiError } from '../../../connection/api-error.ts';
import type { ApiError } from '../../../connection/api-error.ts';
import { useCoins } from '../../coins/store.ts';
import { useMiners } from '../../miners/store.ts';
import { useSystem } from '../../system/store.ts';
import type { ProfileForm } from '../draft.ts';
import { newForm } from '../draft.ts';
import { encryptionOf, poolsOf, regionsOf, urlIndexOf } from '../known-pool.ts';
import { emptyPool, poolOfAccount } from '../pool-form.ts';
import { proposeMiners } from '../propose-miners.ts';

/**
 * A first profile as it comes to be: what was chosen, and what follows from it. It lasts until it is
 * started or given up, so that a look at another page loses nothing.
 */
export const useWizard = defineStore('wizard', () => {
  const coins = useCoins();
  const miners = useMiners();
  const system = useSystem();

  const form = ref<ProfileForm>(blank());
  /** Null: the person's own address. */
  const poolId = ref<PoolId | null>(null);
  const region = ref('');
  const encrypted = ref(true);
  const poolsPending = ref(false);
  const poolError = shallowRef<ApiError | null>(null);
  const chosenMinerId = ref<string | null>(null);
  /** Of each coin the address that was typed for it. */
  const wallets = new Map<string, string>();
  let ownUrl = '';
  let current = 0;

  const coin = computed(() => coins.coins.find(({ id }) => id === form.value.coinId) ?? null);
  const pools = computed(() => (coin.value ? poolsOf(coins.pools, coin.value.id) : []));
  const pool = computed(() => pools.value.find(({ id }) => id === poolId.value) ?? null);
  const proposals = computed(() =>
    coin.value ? proposeMiners(miners.miners, coin.value.algorithm) : [],
  );
  const miner = computed(
    () =>
      proposals.value.find(({ id }) => id === chosenMinerId.value) ?? proposals.value[0] ?? null,
  );
  // What the form shows of the miner's own settings follows.
  watch(miner, (now) => (form.value.minerId = now?.id ?? ''), { flush: 'sync' });

  function blank(): ProfileForm {
    return newForm([], system.info?.cores ?? navigator.hardwareConcurrency);
  }

  function chooseCoin(chosen: Coin): void {
    if (chosen.id === form.value.coinId) return;
    if (form.value.coinId !== null) wallets.set(form.value.coinId, form.value.wallet);
    form.value.coinId = chosen.id;
    form.value.algorithm = chosen.algorithm;
    form.value.wallet = wallets.get(chosen.id) ?? '';
    chosenMinerId.value = null;
    const [first] = pools.value;
    if (first) choosePool(first);
    else chooseOwnPool();
  }

  function choosePool(chosen: PoolPreset): void {
    if (poolId.value === null) ownUrl = form.value.pools[0]?.url ?? '';
    poolId.value = chosen.id;
    const regions = regionsOf(chosen);
    const near = regions.includes(region.value) ? region.value : (regions[0] ?? '');
    chooseAddress(near, encryptionOf(chosen, near) !== 'none');
  }

  /** An address of the chosen pool; the others of its kind follow as backups. */
  function chooseAddress(of: string, tls: boolean): void {
    region.value = of;
    encrypted.value = tls;
    void loadAccounts();
  }

  async function loadAccounts(): Promise<void> {
    const chosen = pool.value;
    if (chosen === null) return;
    const mine = ++current;
    poolsPending.value = true;
    poolError.value = null;
    const tls = encrypted.value && encryptionOf(chosen, region.value) !== 'none';
    const urlIndex = urlIndexOf(chosen, region.value, tls);
    try {
      const accounts = await coins.accounts({ poolId: chosen.id, urlIndex, tls });
      if (mine === current) form.value.pools = accounts.map(poolOfAccount);
    } catch (error) {
      if (mine === current) poolError.value = toApiError(error);
    } finally {
      if (mine === current) poolsPending.value = false;
    }
  }

  function chooseOwnPool(): void {
    current += 1;
    poolId.value = null;
    poolsPending.value = false;
    poolError.value = null;
    form.value.pools = [{ ...emptyPool(), url: ownUrl, user: '%EWAL%.%WORKER%', password: 'x' }];
  }

  function chooseMiner(minerId: string): void {
    chosenMinerId.value = minerId;
  }

  function reset(): void {
    current += 1;
    form.value = blank();
    poolId.value = null;
    poolError.value = null;
    poolsPending.value = false;
    chosenMinerId.value = null;
    ownUrl = '';
    wallets.clear();
  }

  return {
    form,
    coin,
    pools,
    pool,
    poolId,
    region,
    encrypted,
    poolsPending,
    poolError,
    proposals,
    miner,
    chooseCoin,
    choosePool,
    chooseAddress,
    reloadPool: loadAccounts,
    chooseOwnPool,
    chooseMiner,
    reset,
  };
});
