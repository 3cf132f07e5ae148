import { targetBytes, targetOf } from '../protocols/stratum/bitcoin/difficulty.ts';
import { fromHex } from '../protocols/stratum/bitcoin/hex.ts';
import type { Extranonce, StratumJob } from '../protocols/stratum/bitcoin/job.ts';
import type { VerusJob } from '../protocols/stratum/verus/job.ts';
import { shareTarget } from '../protocols/stratum/verus/target.ts';
import type { PoolWork } from '../builtin-miner/dialects/dialect.ts';

/** Work for tests. @param difficulty  without it each second hash or so is a share */
export function bitcoinWork({
  extranonce2Bytes = 4,
  difficulty = 1e-9,
}: {
  extranonce2Bytes?: number;
  difficulty?: number;
} = {}): PoolWork<StratumJob, Extranonce> {
  return {
    job: {
      id: 'job',
      previousHash: new Uint8Array(32).fill(1),
      coinbase1: fromHex('01'),
      coinbase2: fromHex('02'),
      merkleBranch: [new Uint8Array(32).fill(3)],
      version: 0x2000_0000,
      bits: 0x1d00_ffff,
      time: 1_800_000_000,
      cleanJobs: true,
    },
    extranonce: { extranonce1: fromHex('aabb'), extranonce2Bytes },
    aim: { target: targetBytes(targetOf(difficulty)), difficulty },
  };
}

/** Work for tests, with one merge-mined chain. @param difficulty  without it about each tenth hash */
export function verusWork({
  extranonce1 = fromHex('18000000'),
  difficulty = 0.001,
}: {
  extranonce1?: Uint8Array;
  difficulty?: number;
} = {}): PoolWork<VerusJob, Uint8Array> {
  const solution = new Uint8Array(1_344);
  solution.set([7, 0, 0, 0, 1, 1]);
  solution.fill(0x5a, 8, 72 + 52);
  return {
    job: {
      id: 'job',
      version: 0x0001_0004,
      previousHash: new Uint8Array(32).fill(1),
      merkleRoot: new Uint8Array(32).fill(2),
      saplingRoot: new Uint8Array(32).fill(3),
      time: 1_800_000_000,
      bits: 0x1b04_864c,
      cleanJobs: true,
      solution,
    },
    extranonce: extranonce1,
    aim: { target: shareTarget(difficulty), difficulty },
  };
}
