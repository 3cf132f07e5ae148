import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const rigelCase: CatalogueCase = {
  id: 'rigel',
  profile: { algorithm: 'xelishashv3', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'xelishashv3',
    pools: [
      { ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false },
      { ...account, url: 'stratum+ssl://pool.example:4444', tls: true },
    ],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 20_162.695_564_915,
    accepted: 15,
    rejected: 1,
    invalid: 2,
    poolConnected: true,
    poolLatencyMs: 29,
    devices: [
      gpu(0, {
        name: 'RTX 3070 Ti',
        busId: '0b:00.0',
        hashrate: 12_112.195_564_915_472,
        temperature: 72,
        memoryTemperature: 88,
        fanPercent: 83,
        power: 294.362_25,
        accepted: 9,
        rejected: 1,
        invalid: 2,
      }),
      gpu(1, {
        name: 'RTX 3060',
        busId: '01:00.0',
        hashrate: 8_050.5,
        temperature: 61,
        fanPercent: 45,
        power: 120,
        accepted: 6,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
  output: {
    hashrate: 20_360,
    accepted: 15,
    rejected: 1,
    devices: [
      gpu(0, {
        name: 'RTX 3070 Ti',
        hashrate: 12_110,
        temperature: 72,
        memoryTemperature: 88,
        fanPercent: 83,
        power: 294.4,
        accepted: 9,
        rejected: 1,
      }),
      gpu(1, {
        name: 'RTX 3060',
        hashrate: 8_250,
        temperature: 61,
        fanPercent: 45,
        power: 120,
        accepted: 6,
        rejected: 0,
      }),
    ],
  },
};
