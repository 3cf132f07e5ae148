import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const ttMinerCase: CatalogueCase = {
  id: 'tt-miner',
  profile: { algorithm: 'etchash', coin: 'ETC', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'ETC',
    pools: [
      { ...account, url: '127.0.0.1:3333', tls: false },
      { ...account, url: 'pool.example:4444', tls: true },
    ],
    devices: '0 1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 4_003_571,
    accepted: 12,
    rejected: 1,
    devices: [
      gpu(0, { hashrate: 1_959_526, temperature: 68, fanPercent: 52 }),
      gpu(1, { hashrate: 2_044_045, temperature: 58, fanPercent: 39 }),
    ],
  },
  // How it prints hashrates is not publicly known: there is a list of cards and no more.
  output: {
    hashrate: null,
    accepted: 0,
    devices: [
      gpu(0, { name: 'ASUS NVIDIA GeForce RTX 3060 Ti', busId: '01:00.0' }),
      gpu(1, { name: 'ASUS NVIDIA GeForce RTX 4060 Ti', busId: '02:00.0' }),
    ],
  },
};
