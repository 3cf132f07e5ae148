import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const nbminerCase: CatalogueCase = {
  id: 'nbminer',
  profile: { algorithm: 'ethash', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'ethash',
    pools: [
      { ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false },
      { ...account, url: 'stratum+ssl://pool.example:4444', tls: true },
    ],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 146_567_481.513_367_15,
    accepted: 7,
    rejected: 2,
    invalid: 1,
    difficulty: 4_295_000_000,
    poolLatencyMs: 37,
    devices: [
      gpu(0, {
        name: 'NVIDIA GeForce RTX 3070',
        busId: '01:00.0',
        hashrate: 61_497_708.170_881_59,
        temperature: 57,
        fanPercent: 59,
        power: 131,
        accepted: 4,
        rejected: 0,
        invalid: 0,
      }),
      gpu(1, {
        name: 'NVIDIA GeForce RTX 3080 Ti LHR',
        busId: '30:00.0',
        hashrate: 85_069_773.342_485_55,
        temperature: 64,
        memoryTemperature: 104,
        fanPercent: 80,
        power: 258,
        accepted: 3,
        rejected: 2,
        invalid: 1,
      }),
    ],
  },
  // Its table is only known from pictures.
  output: {
    hashrate: 146_570_000,
    accepted: 2,
    difficulty: 4_295_000_000,
    poolLatencyMs: 61,
    devices: [
      gpu(0, { hashrate: 61_500_000, accepted: 1 }),
      gpu(1, { hashrate: 85_070_000, accepted: 1 }),
    ],
  },
};
