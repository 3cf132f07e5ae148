import { expect, it } from 'vitest';
import { MemoryJsonFile } from '../../testing/memory-json-file.ts';
import { coinHandlers } from './coin-handlers.ts';
import { Coins } from './coins.ts';

it('carries each operation to the coins and pools', async () => {
  const coins = await Coins.open({
    file: new MemoryJsonFile('coins.json'),
    builtin: { coins: [], pools: [] },
    usedBy: () => [],
    publish: () => undefined,
    notify: () => undefined,
  });
  const handlers = coinHandlers(coins);

  const coin = await handlers['coins.create']({ name: 'A', symbol: 'AAA', algorithm: 'x' });
  const coinId = coin.id;
  await handlers['coins.update']({ coinId, name: 'B', symbol: 'BBB', algorithm: 'y' });
  expect(await handlers['coins.list']({})).toMatchObject([{ name: 'B', algorithm: 'y' }]);

  const draft = {
    name: 'P',
    coinId,
    walletTemplate: '%EWAL%',
    urlTemplate: '%URL%',
    passwordTemplate: '%COIN%',
    authType: 'wallet',
    mode: 'standard',
    connection: 'tcp',
    dialect: null,
    urls: [{ url: 'pool.example:1', region: null, tls: false }],
  } as const;
  const { id: poolId } = await handlers['pools.create']({ ...draft, urls: [...draft.urls] });
  await handlers['pools.update']({ ...draft, urls: [...draft.urls], poolId, name: 'Q' });
  expect(await handlers['pools.list']({ coinId })).toMatchObject([{ id: poolId, name: 'Q' }]);
  expect(await handlers['pools.accounts']({ poolId, urlIndex: 0, tls: false })).toEqual([
    { url: 'stratum+tcp://pool.example:1', user: '%EWAL%', password: 'BBB' },
  ]);
  expect(await handlers['wallets.check']({ coinId, address: 'x' })).toMatchObject({
    status: 'unknown',
  });

  expect(await handlers['pools.remove']({ poolId })).toEqual({});
  expect(await handlers['coins.remove']({ coinId })).toEqual({});
  expect([await handlers['pools.list']({}), await handlers['coins.list']({})]).toEqual([[], []]);
});
