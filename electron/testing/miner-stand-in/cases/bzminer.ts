import { account, cpu, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

/** What its interface and its output both say of the two cards, each in an order of its own. */
const rtx3070 = {
  name: 'NVIDIA GeForce RTX 3070',
  busId: 'ab:00.0',
  hashrate: 30_250_000,
  temperature: 60,
  fanPercent: 50,
  power: 101.5,
  accepted: 3,
  rejected: 2,
  invalid: 1,
};
const rtx3060 = {
  name: 'NVIDIA GeForce RTX 3060',
  busId: '0b:00.0',
  hashrate: 22_000_000,
  temperature: 55,
  memoryTemperature: 80,
  fanPercent: 62,
  power: 98,
  accepted: 2,
  rejected: 0,
  invalid: 0,
};

export const bzminerCase: CatalogueCase = {
  id: 'bzminer',
  profile: { algorithm: 'kawpow', devices: [0, 1], pools: [first, second] },
  asked: {
    algorithm: 'kawpow',
    pools: [
      { ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false },
      { ...account, url: 'stratum+ssl://pool.example:4444', tls: true },
    ],
    devices: '0 1',
    threads: null,
    ignored: [],
  },
  api: {
    hashrate: 52_250_000,
    accepted: 5,
    rejected: 2,
    invalid: 1,
    difficulty: 2.5,
    poolLatencyMs: 41,
    devices: [cpu({ name: 'AMD Ryzen 9 3950X', accepted: 0 }), gpu(1, rtx3070), gpu(2, rtx3060)],
  },
  output: {
    hashrate: 52_250_000,
    accepted: 5,
    rejected: 2,
    invalid: 1,
    difficulty: 8_660_000_000,
    poolConnected: true,
    devices: [gpu(0, rtx3060), gpu(1, rtx3070)],
  },
};
