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
  output: {
    hashrate: 53_560_000,
    accepted: 13,
    rejected: 1,
    difficulty: 431_200_000,
    poolConnected: true,
    devices: [
      gpu(0, {
        name: 'ASUS NVIDIA GeForce RTX 3060 Ti',
        busId: '01:00.0',
        hashrate: 31_060_000,
        temperature: 59,
        fanPercent: 85,
        power: 114,
        accepted: 9,
        rejected: 1,
      }),
      gpu(1, {
        name: 'ASUS NVIDIA GeForce RTX 4060 Ti',
        busId: '02:00.0',
        hashrate: 22_500_000,
        temperature: 51,
        fanPercent: 75,
        power: 98,
        accepted: 4,
        rejected: 0,
      }),
    ],
  },
};
