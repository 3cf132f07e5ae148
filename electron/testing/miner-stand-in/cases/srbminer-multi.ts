import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const srbminerMultiCase: CatalogueCase = {
  id: 'srbminer-multi',
  profile: { algorithm: 'kawpow', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'kawpow on gpu',
    pools: [
      { ...account, url: '127.0.0.1:3333', tls: false },
      { ...account, url: 'pool.example:4444', tls: true },
    ],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 68_830_000,
    accepted: 21,
    rejected: 1,
    difficulty: 0.987,
    poolLatencyMs: 246,
    devices: [
      gpu(0, {
        name: 'amd_radeon_rx_7900_xt',
        busId: '01:00.0',
        hashrate: 46_730_000,
        temperature: 59,
        fanPercent: 40,
        power: 335,
        accepted: 15,
        rejected: 1,
        invalid: 2,
      }),
      gpu(1, {
        name: 'nvidia_geforce_rtx_3060',
        busId: '0b:00.0',
        hashrate: 22_100_000,
        temperature: 51,
        fanPercent: 0,
        power: 120,
        accepted: 6,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
  output: {
    hashrate: 68_830_000,
    accepted: 21,
    poolLatencyMs: 86,
    devices: [
      gpu(0, { hashrate: 46_730_000, temperature: 59, power: 335, accepted: 15 }),
      gpu(1, { hashrate: 22_100_000, temperature: 51, power: 120, accepted: 6 }),
    ],
  },
};
