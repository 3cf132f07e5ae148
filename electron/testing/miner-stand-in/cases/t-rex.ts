import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const tRexCase: CatalogueCase = {
  id: 't-rex',
  profile: { algorithm: 'etchash', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'etchash',
    pools: [
      { ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false },
      { ...account, url: 'stratum+ssl://pool.example:4444', tls: true },
    ],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 67_920_000,
    accepted: 160,
    rejected: 1,
    invalid: 2,
    difficulty: 4_000_000_000,
    poolLatencyMs: 35,
    devices: [
      gpu(0, {
        name: 'Gigabyte GTX 1660 Ti',
        busId: '01:00.0',
        hashrate: 31_060_000,
        temperature: 56,
        fanPercent: 65,
        power: 78,
        accepted: 152,
        rejected: 1,
        invalid: 2,
      }),
      gpu(1, {
        name: 'NVIDIA RTX 3070 Ti',
        busId: '0b:00.0',
        hashrate: 36_860_000,
        temperature: 65,
        memoryTemperature: 90,
        fanPercent: 60,
        power: 166,
        accepted: 8,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
  output: {
    hashrate: 67_920_000,
    accepted: 160,
    rejected: 1,
    poolLatencyMs: 110,
    devices: [
      gpu(0, {
        name: 'Gigabyte GTX 1660 Ti',
        hashrate: 31_060_000,
        temperature: 56,
        fanPercent: 65,
        power: 78,
        accepted: 152,
        rejected: 1,
      }),
      gpu(1, {
        name: 'NVIDIA RTX 3070 Ti',
        hashrate: 36_860_000,
        temperature: 65,
        memoryTemperature: 90,
        fanPercent: 60,
        power: 166,
        accepted: 8,
        rejected: 0,
      }),
    ],
  },
};
