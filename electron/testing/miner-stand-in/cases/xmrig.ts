import { account, cpu, first, second } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const xmrigCase: CatalogueCase = {
  id: 'xmrig',
  profile: { algorithm: 'rx/0', coin: 'XMR', threads: 2, pools: [first, second] },
  asked: {
    algorithm: 'monero',
    pools: [
      { ...account, url: '127.0.0.1:3333', tls: false },
      { ...account, url: 'pool.example:4444', tls: true },
    ],
    devices: null,
    threads: 2,
    ignored: [],
  },
  api: {
    hashrate: 354.63,
    accepted: 49,
    rejected: 0,
    difficulty: 200,
    threads: 2,
    poolConnected: true,
    poolLatencyMs: 110,
    devices: [cpu({ name: 'Intel(R) Xeon(R) Processor', hashrate: 354.63 })],
  },
  output: {
    hashrate: 369.3,
    accepted: 88,
    rejected: 0,
    difficulty: 200,
    threads: 2,
    poolConnected: true,
    devices: [],
  },
};
