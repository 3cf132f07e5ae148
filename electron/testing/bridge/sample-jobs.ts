import { createHash } from 'node:crypto';
import type { VerusPoolJob } from '../../pool-session/pool-session.ts';
import { fromHex } from '../../protocols/stratum/bitcoin/hex.ts';
import { solutionBytes } from '../../protocols/stratum/verus/solution.ts';
import { shareTarget } from '../../protocols/stratum/verus/target.ts';

const bytesOf = (seed: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(seed).digest());

interface VerusOptions {
  readonly id?: string;
  readonly difficulty?: number;
  readonly extranonce1?: string;
  readonly cleanJobs?: boolean;
}

/** A merge-mined job; another one for each name. One hash in some 4 reaches the usual difficulty. */
export function verusJob(name: string, options: VerusOptions = {}): VerusPoolJob {
  const { id = name, difficulty = 1 / 2_048, extranonce1 = '18000000', cleanJobs } = options;
  const solution = new Uint8Array(solutionBytes);
  solution.set([7, 0, 0, 0, 1, 1]);
  for (const [index, at] of [8, 40, 72, 92].entries())
    solution.set(bytesOf(`${name} ${index}`), at);
  return {
    dialect: 'verus',
    job: {
      id,
      version: 0x0001_0004,
      previousHash: bytesOf('previous'),
      merkleRoot: bytesOf(`merkle ${name}`),
      saplingRoot: bytesOf('sapling'),
      time: 1_795_246_588,
      bits: 0x1b01_8ab8,
      cleanJobs: cleanJobs ?? false,
      solution,
    },
    target: shareTarget(difficulty),
    extranonce1: fromHex(extranonce1),
  };
}
