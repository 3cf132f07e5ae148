import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const teamredminerCase: CatalogueCase = {
  id: 'teamredminer',
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
    hashrate: 91_530_000,
    accepted: 3_797,
    rejected: 3,
    invalid: 1,
    difficulty: 4_294_967_296,
    poolConnected: true,
    devices: [
      gpu(0, {
        hashrate: 61_030_000,
        temperature: 45,
        fanPercent: 28,
        power: 90,
        accepted: 2_537,
        rejected: 3,
        invalid: 1,
      }),
      gpu(1, {
        hashrate: 30_500_000,
        temperature: 52,
        fanPercent: 40,
        power: 75,
        accepted: 1_260,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
  output: {
    hashrate: 91_530_000,
    accepted: 3_797,
    rejected: 3,
    poolConnected: true,
    poolLatencyMs: 200,
    devices: [
      gpu(0, {
        name: 'Vega',
        busId: '2b:00.0',
        hashrate: 61_030_000,
        temperature: 45,
        memoryTemperature: 62,
        fanPercent: 28,
        power: 90,
        accepted: 2_537,
        rejected: 3,
        invalid: 1,
      }),
      gpu(1, {
        name: 'Vega',
        busId: '47:00.0',
        hashrate: 30_500_000,
        temperature: 52,
        memoryTemperature: 66,
        fanPercent: 40,
        power: 75,
        accepted: 1_260,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
};
