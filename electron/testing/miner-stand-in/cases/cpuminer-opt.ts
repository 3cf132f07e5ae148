import { account, cpu, first } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const cpuminerOptCase: CatalogueCase = {
  id: 'cpuminer-opt',
  profile: { algorithm: 'scrypt', threads: 1, pools: [first] },
  asked: {
    algorithm: 'scrypt',
    pools: [{ ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false }],
    devices: null,
    threads: 1,
    ignored: [],
  },
  api: {
    hashrate: 13_096.67,
    accepted: 6,
    rejected: 0,
    threads: 1,
    devices: [cpu({ hashrate: 13_096.67 })],
  },
  output: {
    hashrate: 6_941.94,
    accepted: 7,
    rejected: 0,
    difficulty: 0.888889,
    threads: 1,
    poolConnected: true,
    devices: [cpu({ hashrate: 6_941.94 })],
  },
};
