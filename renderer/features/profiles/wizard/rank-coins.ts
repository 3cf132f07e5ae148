import type { Coin } from '../../../../electron/contract/values/coin.ts';
import type { Miner } from '../../../../electron/contract/values/miner.ts';
import { formatAlgorithm } from '../../../format/algorithm.ts';
import type { MinedOn } from '../mined-on.ts';
import { minedOn } from '../mined-on.ts';

/** What a person most likely looks for. Others follow by name; nothing else comes of the order. */
const popular: readonly string[] = [
  'xmr',
  'vrsc',
  'rtm',
  'zeph',
  'xel',
  'sal',
  'rvn',
  'etc',
  'erg',
  'cfx',
  'beam',
  'zano',
  'btc',
  'ltc',
  'kas',
  'alph',
];

export interface CoinChoice {
  readonly coin: Coin;
  readonly minedOn: MinedOn;
  /** Some miner of the list takes it on this rig. */
  readonly minable: boolean;
}

/**
 * Coins as they are offered: those of the person, then those that this rig can mine with what it is
 * asked to mine with, the popular ones first; what no miner takes here comes last.
 */
export function rankCoins(
  coins: readonly Coin[],
  miners: readonly Miner[],
  device: 'cpu' | 'gpu',
): CoinChoice[] {
  const takes = new Set(
    miners.filter(({ supported }) => supported).flatMap(({ algorithms }) => algorithms),
  );
  // A package that does not say what it mines may mine anything.
  const anything = miners.some((miner) => miner.supported && miner.algorithms.length === 0);
  const rank = ({ coin, minable, minedOn: on }: CoinChoice): readonly (number | string)[] => [
    Number(coin.builtin),
    Number(!minable),
    Number(on !== device) + Number(on === 'asic'),
    placeOf(coin),
    coin.name,
  ];
  return coins
    .map((coin) => ({
      coin,
      minedOn: minedOn(coin.algorithm),
      minable: anything || takes.has(coin.algorithm),
    }))
    .sort((one, other) => compare(rank(one), rank(other)));
}

/** Coins in whose name, symbol or algorithm every word of the search occurs. */
export function searchCoins(choices: readonly CoinChoice[], search: string): CoinChoice[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ coin: { name, symbol, algorithm } }) => {
    const text = [name, symbol, algorithm, formatAlgorithm(algorithm)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function placeOf({ id }: Coin): number {
  const place = popular.indexOf(id);
  return place === -1 ? popular.length : place;
}

function compare(one: readonly (number | string)[], other: readonly (number | string)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? 0;
    if (value === against) continue;
    return value < against ? -1 : 1;
  }
  return 0;
}
