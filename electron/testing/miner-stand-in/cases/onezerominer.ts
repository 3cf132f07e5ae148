import { account, first, gpu } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const onezerominerCase: CatalogueCase = {
  id: 'onezerominer',
  profile: { algorithm: 'dynexsolve', devices: [0, 1], pools: [first] },
  asked: {
    algorithm: 'dynex',
    pools: [{ ...account, url: '127.0.0.1:3333', tls: false }],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 7_100,
    accepted: 5,
    rejected: 1,
    devices: [
      gpu(0, {
        busId: '0a:00.0',
        hashrate: 4_080,
        temperature: 55,
        fanPercent: 60,
        power: 164.2,
        accepted: 3,
        rejected: 0,
      }),
      gpu(1, { busId: '01:00.0', hashrate: 3_020, accepted: 2, rejected: 1 }),
    ],
  },
  output: {
    hashrate: 7_100,
    accepted: 2,
    difficulty: 20_000,
    poolConnected: true,
    poolLatencyMs: 166,
    devices: [
      gpu(0, {
        name: '3070',
        hashrate: 4_080,
        temperature: 55,
        fanPercent: 60,
        power: 164.2,
        accepted: 3,
        rejected: 0,
      }),
      gpu(1, {
        name: '3060',
        hashrate: 3_020,
        temperature: 49,
        fanPercent: 45,
        power: 120.3,
        accepted: 3,
        rejected: 1,
      }),
    ],
  },
};
