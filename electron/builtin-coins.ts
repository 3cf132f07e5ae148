import coinFile from '../resources/coins/coins.json' with { type: 'json' };
import twoMiners from '../resources/pools/2miners.json' with { type: 'json' };
import antpool from '../resources/pools/antpool.json' with { type: 'json' };
import braiins from '../resources/pools/braiins.json' with { type: 'json' };
import c3pool from '../resources/pools/c3pool.json' with { type: 'json' };
import ckpoolSolo from '../resources/pools/ckpool-solo.json' with { type: 'json' };
import f2pool from '../resources/pools/f2pool.json' with { type: 'json' };
import flockpool from '../resources/pools/flockpool.json' with { type: 'json' };
import hashvault from '../resources/pools/hashvault.json' with { type: 'json' };
import herominers from '../resources/pools/herominers.json' with { type: 'json' };
import kryptex from '../resources/pools/kryptex.json' with { type: 'json' };
import leafpool from '../resources/pools/leafpool.json' with { type: 'json' };
import luckpool from '../resources/pools/luckpool.json' with { type: 'json' };
import luckypool from '../resources/pools/luckypool.json' with { type: 'json' };
import moneroocean from '../resources/pools/moneroocean.json' with { type: 'json' };
import nanopool from '../resources/pools/nanopool.json' with { type: 'json' };
import nicehash from '../resources/pools/nicehash.json' with { type: 'json' };
import p2pool from '../resources/pools/p2pool.json' with { type: 'json' };
import publicPool from '../resources/pools/public-pool.json' with { type: 'json' };
import supportxmr from '../resources/pools/supportxmr.json' with { type: 'json' };
import unmineable from '../resources/pools/unmineable.json' with { type: 'json' };
import verusCommunity from '../resources/pools/verus-community.json' with { type: 'json' };
import verusFarm from '../resources/pools/verus-farm.json' with { type: 'json' };
import viabtc from '../resources/pools/viabtc.json' with { type: 'json' };
import vipor from '../resources/pools/vipor.json' with { type: 'json' };
import woolypooly from '../resources/pools/woolypooly.json' with { type: 'json' };
import zergpool from '../resources/pools/zergpool.json' with { type: 'json' };
import {
  readBuiltinCoins,
  readBuiltinPools,
  type BuiltinCoin,
} from './features/coins/builtin-data.ts';
import type { PoolPreset } from './contract/values/coin.ts';

const operators: readonly unknown[] = [
  twoMiners,
  antpool,
  braiins,
  c3pool,
  ckpoolSolo,
  f2pool,
  flockpool,
  hashvault,
  herominers,
  kryptex,
  leafpool,
  luckpool,
  luckypool,
  moneroocean,
  nanopool,
  nicehash,
  p2pool,
  publicPool,
  supportxmr,
  unmineable,
  verusCommunity,
  verusFarm,
  viabtc,
  vipor,
  woolypooly,
  zergpool,
];

/**
 * Coins and pools that come with the program.
 * @throws {BadBuiltinDataError} which names what is broken
 */
export function builtinCoins(): { coins: BuiltinCoin[]; pools: PoolPreset[] } {
  const coins = readBuiltinCoins(coinFile);
  return {
    coins,
    pools: readBuiltinPools(
      operators,
      coins.map(({ coin }) => coin),
    ),
  };
}
