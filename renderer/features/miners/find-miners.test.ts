import { describe, expect, it } from 'vitest';
import { Coin } from '../../../electron/contract/values/coin.ts';
import type { Miner } from '../../../electron/contract/values/miner.ts';
import { aCatalogueMiner, aDoubtfulMiner, anInstalledMiner } from '../../testing/miner-samples.ts';
import type { MinerQuery } from './find-miners.ts';
import { findMiners, shownAlgorithms } from './find-miners.ts';

const named = (name: string, fields: Partial<Miner> = {}): Miner =>
  aCatalogueMiner({ id: name.toLowerCase() as never, name, ...fields });

const xmrig = anInstalledMiner();
const rigel = named('Rigel', { algorithms: ['kawpow', 'autolykos2'], devices: ['nvidia'] });
const nheq = named('Nheqminer', { algorithms: ['verushash'], devices: ['cpu'] });
const windowsOnly = named('Abc', { supported: false, platforms: ['windows-x64'] });
const doubtful = aDoubtfulMiner();
const all = [windowsOnly, rigel, nheq, xmrig, doubtful];

const monero = Coin.parse({
  id: 'monero',
  name: 'Monero',
  symbol: 'XMR',
  algorithm: 'rx/0',
  builtin: true,
  addressHint: null,
  checksAddresses: true,
});

function names(query: Partial<MinerQuery>): string[] {
  const found = findMiners(all, {
    filter: 'all',
    search: '',
    coins: [monero],
    ranks: new Map(),
    ...query,
  });
  return found.map(({ name }) => name);
}

describe('the list', () => {
  it('begins with what needs the person and ends with what cannot run here', () => {
    expect(names({})).toEqual(['lolMiner', 'XMRig', 'Nheqminer', 'Rigel', 'Abc']);
  });

  it('leaves everything in its place while the person looks', () => {
    const ranks = new Map(all.map(({ id }) => [id, id === 'rigel' ? 0 : 1]));
    expect(names({ ranks })[0]).toBe('Rigel');
  });
});

describe('the search', () => {
  it.each([
    ['name', 'RIG', ['XMRig', 'Rigel']],
    ['algorithm as people call it', 'autolykos 2', ['lolMiner', 'Rigel']],
    ['algorithm as programs call it', 'rx/0', ['XMRig', 'Abc']],
    ['symbol of a coin', 'xmr', ['XMRig', 'Abc']],
    ['name of a coin', 'monero', ['XMRig', 'Abc']],
    ['several words, all of which must be there', 'kawpow nvidia rigel', ['Rigel']],
    ['nothing', 'dogecoin', []],
  ])('finds by %s', (_, search, found) => {
    expect(names({ search })).toEqual(found);
  });

  it('puts first the miner that has the word in its name', () => {
    expect(names({ search: 'abc' })).toEqual(['Abc']);
    const search = 'kaw';
    const kawler = named('Kawler', { supported: false, algorithms: ['kawpow'] });
    const query = { filter: 'all', search, coins: [], ranks: new Map() } as const;
    expect(findMiners([xmrig, kawler], query).map(({ name }) => name)).toEqual(['Kawler', 'XMRig']);
  });

  it('shows first the algorithms that were looked for', () => {
    expect(shownAlgorithms(xmrig, '', [])[0]).toBe('RandomX');
    expect(shownAlgorithms(xmrig, 'kaw', [])).toEqual([
      'KawPow',
      'RandomX',
      'RandomWOW',
      'CryptoNightR',
      'GhostRider',
    ]);
    expect(shownAlgorithms(rigel, 'xmr', [{ ...monero, algorithm: 'autolykos2' }])[0]).toBe(
      'Autolykos 2',
    );
  });
});

it('keeps to what is installed, or computes on processors, or on graphics cards', () => {
  expect(names({ filter: 'installed' })).toEqual(['lolMiner', 'XMRig']);
  expect(names({ filter: 'cpu' })).toEqual(['XMRig', 'Nheqminer', 'Abc']);
  expect(names({ filter: 'gpu' })).toEqual(['lolMiner', 'XMRig', 'Rigel', 'Abc']);
});
