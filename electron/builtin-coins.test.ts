import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builtinCoins } from './builtin-coins.ts';
import { Coin, PoolPreset } from './contract/values/coin.ts';
import { PoolUrl } from './contract/values/profile.ts';
import {
  BadBuiltinDataError,
  readBuiltinCoins,
  readBuiltinPools,
} from './features/coins/builtin-data.ts';
import { poolAccounts } from './features/coins/pool-accounts.ts';
import { isAlgorithmName } from './contract/values/algorithm-names.ts';
import { parsePoolUrl } from './protocols/stratum/pool-address.ts';

const { coins, pools } = builtinCoins();

const operator = {
  id: 'somebody',
  name: 'Somebody',
  website: 'https://pool.example',
  source: 'https://pool.example/help',
  asOf: '2026-01-01',
  note: null,
  fee: null,
  walletTemplate: '%EWAL%',
  passwordTemplate: 'x',
  authType: 'wallet',
  regions: { '': null },
  pools: [
    {
      coin: 'xmr',
      host: 'pool.example',
      port: 3333,
      tlsPort: null,
      dialect: null,
      mode: 'standard',
    },
  ],
};
const coin = {
  id: 'xmr',
  name: 'Monero',
  symbol: 'XMR',
  algorithm: 'rx/0',
  addressFormat: 'monero',
  addressHint: 'x',
};
const coinFile = (...entries: object[]) => ({ asOf: '2026-01-01', source: 'x', coins: entries });

describe('the coins and pools that come with the program', () => {
  it('fit the contract', () => {
    expect(coins.length).toBeGreaterThanOrEqual(60);
    expect(pools.length).toBeGreaterThanOrEqual(100);
    for (const each of coins) expect(Coin.parse(each.coin)).toEqual(each.coin);
    for (const pool of pools) expect(PoolPreset.parse(pool)).toEqual(pool);
  });

  it('have ids and names of their own', () => {
    for (const values of [
      coins.map((each) => each.coin.id),
      coins.map((each) => each.coin.name.toLowerCase()),
      pools.map(({ id }) => id),
      pools.map(({ name, coinId }) => `${name} ${coinId}`),
    ]) {
      expect(new Set<string>(values).size).toBe(values.length);
    }
  });

  it('name algorithms as the catalogue of miners does', () => {
    const unknown = coins.filter((each) => !isAlgorithmName(each.coin.algorithm));
    expect(unknown).toEqual([]);
  });

  it('have addresses that can be connected to and put into a profile', () => {
    for (const pool of pools) {
      for (const [urlIndex, { url }] of pool.urls.entries()) {
        expect(parsePoolUrl(url).host).toMatch(/^[a-z0-9.-]+$/);
        for (const account of poolAccounts(pool, { symbol: 'X', urlIndex, tls: false })) {
          expect(PoolUrl.parse(account.url)).toBe(account.url);
        }
      }
    }
  });

  it('say when their data was taken', () => {
    for (const { asOf } of pools) expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('are all that lie in the folder', () => {
    const files = readdirSync(new URL('../resources/pools', import.meta.url));
    const found = files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : []));
    const shown = found.filter((id) => pools.some((pool) => pool.id.startsWith(`${id}-`)));
    expect(shown.toSorted()).toEqual(found.toSorted());
  });

  it.each([
    [{ ...coin, algorithm: '' }, /^coins: coins\.0\.algorithm: /],
    [{ ...coin, addressFormat: 'moneroo' }, /^coins: coins\.0\.addressFormat: is no form/],
    [{ ...coin, id: 'X M R' }, /^coins: coins\.0\.id: /],
    [{ ...coin, extra: 1 }, /^coins: coins\.0: /],
  ])('name a coin that is broken: %j', (entry, message) => {
    expect(() => readBuiltinCoins(coinFile(entry))).toThrow(BadBuiltinDataError);
    expect(() => readBuiltinCoins(coinFile(entry))).toThrow(message);
  });

  it.each([
    [{ ...operator, website: 'http://pool.example' }, /^pools of somebody: website: /],
    [
      { ...operator, walletTemplate: '%WALET%' },
      /^pools of somebody: walletTemplate: has a placeholder/,
    ],
    [{ ...operator, pools: [{ ...operator.pools[0], port: null }] }, /pools\.0: needs a port/],
    [{ ...operator, pools: [{ ...operator.pools[0], port: 70_000 }] }, /pools\.0\.port: /],
    [
      { ...operator, pools: [{ ...operator.pools[0], coin: 'abc' }] },
      /^pools of somebody: there is no coin abc/,
    ],
    [{ ...operator, pools: [] }, /pools: /],
    [null, /^pools of nobody: /],
  ])('name a pool that is broken: %j', (file, message) => {
    const known = readBuiltinCoins(coinFile(coin)).map((each) => each.coin);
    expect(() => readBuiltinPools([file], known)).toThrow(BadBuiltinDataError);
    expect(() => readBuiltinPools([file], known)).toThrow(message);
  });
});
