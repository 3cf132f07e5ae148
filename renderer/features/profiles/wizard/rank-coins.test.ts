import { describe, expect, it } from 'vitest';
import type { Coin } from '../../../../electron/contract/values/coin.ts';
import { aCoin, anOwnCoin } from '../../../testing/custom-samples.ts';
import { aCatalogueMiner } from '../../../testing/miner-samples.ts';
import { rankCoins, searchCoins } from './rank-coins.ts';

const coin = (id: string, algorithm: string) =>
  aCoin({ id: id as never, name: id.toUpperCase(), symbol: id, algorithm });
const coins: Coin[] = [
  coin('btc', 'sha256d'),
  coin('grin', 'cuckatoo32'),
  coin('wow', 'rx/wow'),
  coin('rvn', 'kawpow'),
  coin('xmr', 'rx/0'),
  anOwnCoin({ algorithm: 'kawpow' }),
];
const miners = [
  aCatalogueMiner({ algorithms: ['rx/0', 'rx/wow', 'kawpow', 'sha256d'] }),
  aCatalogueMiner({ id: 'away' as never, algorithms: ['cuckatoo32'], supported: false }),
];
const ids = (device: 'cpu' | 'gpu') =>
  rankCoins(coins, miners, device).map(({ coin: { id } }) => id as string);

describe('coins', () => {
  it('begin with those of the person, then with what the rig is good at', () => {
    expect(ids('cpu')).toEqual(['garden', 'xmr', 'wow', 'rvn', 'btc', 'grin']);
    expect(ids('gpu')).toEqual(['garden', 'rvn', 'xmr', 'wow', 'btc', 'grin']);
  });

  it('say which of them nothing here can mine', () => {
    const choices = rankCoins(coins, miners, 'cpu');
    const not = choices.filter(({ minable }) => !minable).map(({ coin: { id } }) => id as string);
    expect(not).toEqual(['grin']);
  });

  it('are found by every word of name, symbol or algorithm', () => {
    const choices = rankCoins(coins, miners, 'cpu');
    const found = (search: string) => searchCoins(choices, search).map(({ coin: { id } }) => id);
    expect(found('randomx')).toEqual(['xmr']);
    expect(found('RX wow')).toEqual(['wow']);
    expect(found('nothing')).toEqual([]);
    expect(found(' ')).toHaveLength(coins.length);
  });
});
