import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const lolminerCase: CatalogueCase = {
  id: 'lolminer',
  profile: { algorithm: 'cuckatoo32', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'C32',
    pools: [
      { ...account, url: '127.0.0.1:3333', tls: false },
      { ...account, url: 'pool.example:4444', tls: true },
    ],
    devices: '0,1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 9.84,
    accepted: 20,
    rejected: 1,
    invalid: 2,
    devices: [
      gpu(0, {
        name: 'RTX 3060 Ti',
        busId: '01:00.0',
        hashrate: 5.58,
        temperature: 57,
        fanPercent: 72,
        power: 184.7,
        accepted: 11,
        rejected: 1,
        invalid: 2,
      }),
      gpu(1, {
        name: 'RTX 3060',
        busId: '0b:00.0',
        hashrate: 4.26,
        temperature: 61,
        memoryTemperature: 82,
        fanPercent: 80,
        power: 121.5,
        accepted: 9,
        rejected: 0,
        invalid: 0,
      }),
    ],
  },
  output: {
    hashrate: 9.84,
    accepted: 20,
    rejected: 1,
    poolConnected: true,
    devices: [
      gpu(0, { name: 'RTX 3060 Ti', hashrate: 5.58, power: 184.7, accepted: 11, rejected: 1 }),
      gpu(1, { name: 'RTX 3060', hashrate: 4.26, power: 121.5, accepted: 9, rejected: 0 }),
    ],
  },
};
