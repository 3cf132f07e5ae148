import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { CoinDraft, PoolDraft } from '../../../electron/contract/values/coin.ts';
import { aCoin, anOwnCoin, anOwnPool, aPool } from '../../testing/custom-samples.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { stage } from '../../testing/with-stores.ts';
import { useCoins } from './store.ts';

async function open(handlers: FakeHandlers = {}) {
  const api = new FakeApi({
    'coins.list': () => [aCoin()],
    'pools.list': () => [aPool()],
    'coins.create': (draft) => anOwnCoin(draft),
    'coins.update': ({ coinId, ...draft }) => anOwnCoin({ ...draft, id: coinId }),
    'coins.remove': () => ({}),
    'pools.create': (draft) => anOwnPool(draft),
    'pools.update': ({ poolId, ...draft }) => anOwnPool({ ...draft, id: poolId }),
    'pools.remove': () => ({}),
    ...handlers,
  });
  const { use, reconnect } = stage(api);
  const store = use(useCoins);
  await flushPromises();
  return { api, store, reconnect };
}

const namesOf = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);

describe('coins and pools', () => {
  it('puts those of the person first, then by name and number', async () => {
    const { store } = await open();
    await store.saveCoin(CoinDraft.parse(anOwnCoin({ name: 'Zebra 10' })), null);
    await store.saveCoin(CoinDraft.parse(anOwnCoin({ name: 'Zebra 10' })), anOwnCoin().id);
    expect(namesOf(store.coins)).toEqual(['Zebra 10', 'Verus']);
    await store.savePool(PoolDraft.parse(anOwnPool()), null);
    await store.savePool(PoolDraft.parse(anOwnPool({ name: 'Shed 2' })), anOwnPool().id);
    expect(namesOf(store.pools)).toEqual(['Shed 2', 'Example Pool']);
  });

  it('follows what is announced', async () => {
    const { api, store } = await open();
    api.emit('coins.changed', { coins: [anOwnCoin(), aCoin()], pools: [] });
    expect(namesOf(store.coins)).toEqual(['Garden', 'Verus']);
    expect(store.pools).toEqual([]);
  });

  it('forgets what was deleted', async () => {
    const { store } = await open({
      'coins.list': () => [anOwnCoin(), aCoin()],
      'pools.list': () => [anOwnPool(), aPool()],
    });
    await store.removeCoin(anOwnCoin().id);
    await store.removePool(anOwnPool().id);
    expect([namesOf(store.coins), namesOf(store.pools)]).toEqual([['Verus'], ['Example Pool']]);
  });

  it('says why they could not be loaded, and loads them again', async () => {
    let fails = true;
    const { store } = await open({
      'pools.list': () => {
        if (fails) throw new Error('the disk is gone');
        return [aPool()];
      },
    });
    expect(store.loaded).toBe(false);
    expect(store.error).not.toBeNull();
    fails = false;
    await store.reload();
    expect([store.loaded, store.error]).toEqual([true, null]);
  });
});
