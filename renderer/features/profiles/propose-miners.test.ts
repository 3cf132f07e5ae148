import { describe, expect, it } from 'vitest';
import type { Miner } from '../../../electron/contract/values/miner.ts';
import { aCatalogueMiner, aDoubtfulMiner } from '../../testing/miner-samples.ts';
import { aMiner } from '../../testing/samples.ts';
import { minedOn } from './mined-on.ts';
import { proposeMiners } from './propose-miners.ts';

const miner = (id: string, fields: Partial<Miner> = {}) =>
  aCatalogueMiner({ id: id as never, name: id, algorithms: ['rx/0'], devices: ['cpu'], ...fields });
const proposed = (algorithm: string, ...miners: Miner[]) =>
  proposeMiners(miners, algorithm).map(({ id }) => id as string);

describe('a proposal', () => {
  it('is what is installed, then what everybody can read', () => {
    const closed = miner('closed', { openSource: false });
    const installed = aMiner({ id: 'installed' as never, algorithms: ['rx/0'], openSource: false });
    expect(proposed('rx/0', closed, miner('open'), installed)).toEqual([
      'installed',
      'open',
      'closed',
    ]);
  });

  it('leaves out what does not run here or does not take the algorithm', () => {
    const away = miner('away', { supported: false });
    expect(proposed('rx/0', away, miner('other', { algorithms: ['kawpow'] }))).toEqual([]);
  });

  it('is for cards where the algorithm is for cards', () => {
    const cards = { algorithms: ['kawpow'], openSource: false };
    expect(
      proposed(
        'kawpow',
        miner('processor', { ...cards, devices: ['cpu'] }),
        miner('both', { ...cards, devices: ['cpu', 'nvidia', 'amd'] }),
        miner('one', { ...cards, devices: ['amd'] }),
        miner('all', { ...cards, devices: ['nvidia', 'amd', 'intel'] }),
      ),
    ).toEqual(['all', 'one', 'both']);
  });

  it('takes what is there but waits for consent before what has to be fetched', () => {
    const doubtful = aDoubtfulMiner({ algorithms: ['rx/0'], devices: ['cpu'] });
    expect(proposed('rx/0', miner('open'), doubtful)).toEqual(['lolminer', 'open']);
  });

  it('believes a package that does not say what it mines, after those that do', () => {
    const silent = aMiner({ id: 'silent' as never, kind: 'package', algorithms: [], devices: [] });
    expect(proposed('rx/0', silent, miner('open'))).toEqual(['open', 'silent']);
  });
});

it.each([
  ['rx/0', 'cpu'],
  ['cn/r', 'cpu'],
  ['cn/gpu', 'gpu'],
  ['verushash', 'cpu'],
  ['yespowertide', 'cpu'],
  ['kawpow', 'gpu'],
  ['flexible', 'gpu'],
  ['sha256d', 'asic'],
])('%s is mined on %s', (algorithm, on) => {
  expect(minedOn(algorithm)).toBe(on);
});
