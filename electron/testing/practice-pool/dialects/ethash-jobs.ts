import { createHash, randomBytes } from 'node:crypto';
import type { EthashWork } from '../../../protocols/stratum/ethereum/job.ts';
import type { PoolClient, PracticeJob, Tip } from '../dialect.ts';

export interface EthashJob extends PracticeJob {
  /** What is different in each job: the hashes of its headers are made of it. */
  readonly secret: Uint8Array;
}

export function makeEthashJob(tip: Tip): EthashJob {
  return { tip, secret: new Uint8Array(randomBytes(32)) };
}

/**
 * What a client hashes: a header of its own, so that no two clients hash the same. The data set is that of
 * the first blocks of Ethereum, whose seed is zeros: the smallest there is, 1 GiB.
 */
export function workOf({ secret }: EthashJob, { extranonce1 }: PoolClient): EthashWork {
  const headerHash = createHash('sha256').update(secret).update(extranonce1).digest();
  return { headerHash: new Uint8Array(headerHash), seedHash: new Uint8Array(32) };
}
