import type { MinerApiDialect } from '../miner-report.ts';
import { claymoreQuery, readStat1 } from './stat1.ts';

/**
 * TT-Miner's interface. Unlike all others of its kind it says H/s, and its second number counts the
 * rejected shares too: answers of 2.1.11 and 2.2.1 in public code, and the author in
 * TrailingStop/TT-Miner-release#46. It says 0 until the first share (#41).
 */
export const ttMinerApi: MinerApiDialect = {
  queries: [claymoreQuery('miner_getstat1')],
  read: ([answer]) => readStat1(answer, { program: /^TT-Miner/i, factor: 1, countsAll: true }),
  proof: 'age',
  control: null,
};
