import type { Handlers } from '../../contract/index.ts';
import type { Coins } from './coins.ts';

type CoinOperation =
  | Extract<keyof Handlers, `coins.${string}` | `wallets.${string}`>
  | 'pools.list'
  | 'pools.create'
  | 'pools.update'
  | 'pools.remove'
  | 'pools.accounts'
  | 'pools.preview';

export function coinHandlers(coins: Coins): Pick<Handlers, CoinOperation> {
  return {
    'coins.list': () => coins.list(),
    'coins.create': (draft) => coins.createCoin(draft),
    'coins.update': ({ coinId, ...draft }) => coins.updateCoin(coinId, draft),
    async 'coins.remove'({ coinId }) {
      await coins.removeCoin(coinId);
      return {};
    },
    'pools.list': ({ coinId }) => coins.pools(coinId),
    'pools.create': (draft) => coins.createPool(draft),
    'pools.update': ({ poolId, ...draft }) => coins.updatePool(poolId, draft),
    async 'pools.remove'({ poolId }) {
      await coins.removePool(poolId);
      return {};
    },
    'pools.accounts': ({ poolId, ...choice }) => coins.accounts(poolId, choice),
    'pools.preview': ({ pool, urlIndex, values }) => coins.preview(pool, urlIndex, values),
    'wallets.check': ({ coinId, address }) => coins.checkWallet(coinId, address),
  };
}
