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
  // Of shares it tells only how many there are a minute.
  api: {
    hashrate: 0.666667 * 1_048_576,
    accepted: 0,
    rejected: 0,
    devices: [cpu({ hashrate: 0.666667 * 1_048_576 })],
  },
  output: {
    hashrate: 838_860.8,
    accepted: 9,
    rejected: 0,
    threads: 1,
    poolConnected: true,
    devices: [cpu({ hashrate: 838_860.8 })],
  },
};
