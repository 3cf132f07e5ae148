import { account, cpu, first } from '../case-parts.ts';
import type { CatalogueCase } from '../catalogue-case.ts';

export const ccminerVerusCase: CatalogueCase = {
  id: 'ccminer-verus',
  profile: { algorithm: 'verushash', threads: 2, pools: [first] },
  asked: {
    algorithm: 'verus',
    pools: [{ ...account, url: 'stratum+tcp://127.0.0.1:3333', tls: false }],
    devices: null,
    threads: 2,
    ignored: [],
  },
  api: {
    hashrate: 3_198_100,
    accepted: 63,
    rejected: 0,
    difficulty: 123_361.875,
    devices: [cpu({ hashrate: 3_198_100 })],
  },
  output: {
    hashrate: 3_197_930,
    accepted: 66,
    rejected: 0,
    difficulty: 123_362,
    threads: 2,
    poolConnected: true,
    devices: [cpu({ hashrate: 3_197_930 })],
  },
};
