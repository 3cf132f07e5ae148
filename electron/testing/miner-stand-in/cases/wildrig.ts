import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const wildrigCase: CatalogueCase = {
  id: 'wildrig',
  profile: { algorithm: 'heavyhash', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'heavyhash',
    pools: [
      { ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false },
      { ...account, url: 'stratum+tcps://pool.example:4444', tls: true },
    ],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 685_840_000,
    accepted: 61,
    rejected: 2,
    difficulty: 8_590_000_000,
    poolConnected: true,
    poolLatencyMs: 41,
    devices: [
      gpu(0, {
        busId: '03:00.0',
        hashrate: 415_200_000,
        temperature: 38,
        fanPercent: 16,
        power: 210,
        accepted: 41,
        rejected: 0,
        invalid: 0,
      }),
      gpu(1, {
        busId: '12:00.0',
        hashrate: 270_640_000,
        temperature: 55,
        fanPercent: 40,
        power: 140,
        accepted: 20,
        rejected: 2,
        invalid: 1,
      }),
    ],
  },
  output: {
    hashrate: 685_840_000,
    accepted: 61,
    rejected: 2,
    invalid: 1,
    difficulty: 8_590_000_000,
    poolConnected: true,
    poolLatencyMs: 209,
    devices: [
      gpu(0, {
        name: 'Radeon RX 7900 XTX',
        hashrate: 415_200_000,
        temperature: 38,
        fanPercent: 16,
        power: 210,
        accepted: 41,
        rejected: 0,
        invalid: 0,
      }),
      gpu(1, {
        name: 'Radeon RX 6800',
        hashrate: 270_640_000,
        temperature: 55,
        fanPercent: 40,
        power: 140,
        accepted: 20,
        rejected: 2,
        invalid: 1,
      }),
    ],
  },
};
