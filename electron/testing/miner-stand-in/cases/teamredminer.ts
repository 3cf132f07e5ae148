import { account, first, gpu, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

/** What its interface and its output both say of the two cards. */
const vega64 = {
  hashrate: 61_030_000,
  temperature: 45,
  memoryTemperature: 62,
  fanPercent: 28,
  power: 90,
  accepted: 2_537,
  rejected: 3,
  invalid: 1,
};
const vega56 = {
  hashrate: 30_500_000,
  temperature: 52,
  memoryTemperature: 66,
  fanPercent: 40,
  power: 75,
  accepted: 1_260,
  rejected: 0,
  invalid: 0,
};

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
    poolConnected: true,
    devices: [gpu(0, vega64), gpu(1, vega56)],
  },
  output: {
    hashrate: 91_530_000,
    accepted: 3_797,
    rejected: 3,
    poolConnected: true,
    poolLatencyMs: 200,
    devices: [
      gpu(0, { ...vega64, name: 'Vega', busId: '2b:00.0' }),
      gpu(1, { ...vega56, name: 'Vega', busId: '47:00.0' }),
    ],
  },
};
