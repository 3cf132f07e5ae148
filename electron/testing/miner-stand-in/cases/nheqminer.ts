import { account, cpu, first } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const nheqminerCase: CatalogueCase = {
  id: 'nheqminer',
  profile: { algorithm: 'verushash', threads: 1, pools: [first] },
  asked: {
    algorithm: 'verushash',
    pools: [{ ...account, url: '127.0.0.1:3333', tls: false }],
    devices: null,
    threads: 1,
    ignored: [],
  },
  // It tells only that it lives.
  api: { hashrate: null, accepted: 0, rejected: 0, devices: [] },
  output: {
    hashrate: 800_000,
    accepted: 9,
    rejected: 0,
    threads: 1,
    poolConnected: true,
    devices: [cpu({ hashrate: 800_000 })],
  },
};
