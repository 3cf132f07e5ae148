import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const gminerCase: CatalogueCase = {
  id: 'gminer',
  profile: { algorithm: 'kawpow', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'kawpow',
    pools: [
      { ...account, url: '127.0.0.1:3333', tls: false },
      { ...account, url: 'pool.example:4444', tls: true },
    ],
    devices: '0 1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 18_260_000,
    accepted: 135,
    rejected: 1,
    invalid: 3,
    devices: [
      gpu(0, {
        name: '2060',
        busId: '01:00.0',
        hashrate: 8_010_000,
        temperature: 60,
        fanPercent: 84,
        power: 99,
        accepted: 71,
        rejected: 1,
        invalid: 3,
      }),
      gpu(1, {
        name: '3060',
        busId: '0b:00.0',
        hashrate: 10_250_000,
        temperature: 55,
        memoryTemperature: 78,
        fanPercent: 40,
        power: 93,
        accepted: 64,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
  output: {
    hashrate: 18_260_000,
    accepted: 135,
    poolLatencyMs: 283,
    devices: [
      gpu(0, {
        name: '2060',
        hashrate: 8_010_000,
        temperature: 60,
        fanPercent: 84,
        power: 99,
        accepted: 71,
      }),
      gpu(1, {
        name: '3060',
        hashrate: 10_250_000,
        temperature: 55,
        fanPercent: 40,
        power: 93,
        accepted: 64,
      }),
    ],
  },
};
