import { createHash } from 'node:crypto';
import type {
  CryptonotePoolJob,
  HdsPoolJob,
  Stratum1PoolJob,
  VerusPoolJob,
} from '../../pool-session/pool-session.ts';
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

interface Stratum1Options {
  readonly difficulty?: number;
  readonly extranonce1?: string;
  readonly extranonce2Bytes?: number;
  readonly versionMask?: number | null;
  readonly cleanJobs?: boolean;
}

/** A job of the Bitcoin family; one hash in some 4 reaches the usual difficulty. */
export function stratum1Job(name: string, options: Stratum1Options = {}): Stratum1PoolJob {
  const { difficulty = 2 ** -30, extranonce1 = 'abcdef01', extranonce2Bytes = 8 } = options;
  return {
    dialect: 'stratum1',
    job: {
      id: name,
      previousHash: bytesOf('previous'),
      coinbase1: bytesOf(`coinbase ${name}`),
      coinbase2: bytesOf('rest'),
      merkleBranch: [bytesOf('branch')],
      version: 0x2000_0000,
      bits: 0x1b01_8ab8,
      time: 1_795_246_588,
      cleanJobs: options.cleanJobs ?? false,
    },
    difficulty,
    extranonce: { extranonce1: fromHex(extranonce1), extranonce2Bytes },
    versionMask: options.versionMask ?? null,
  };
}

/** @param target  as pools write it */
export function cryptonoteJob(name: string, target = 'ffffff3f'): CryptonotePoolJob {
  const blob = new Uint8Array(76);
  blob.set(bytesOf(name));
  blob.set(bytesOf(`more of ${name}`), 43);
  return {
    dialect: 'cryptonote',
    job: { id: name, blob, target: fromHex(target), algorithm: 'rx/0', height: 100 },
    noncePrefix: null,
  };
}

export function hdsJob(job: Partial<HdsPoolJob['job']> & { id: string }, prefix = ''): HdsPoolJob {
  return {
    dialect: 'hds',
    job: { input: bytesOf(job.id), difficulty: 0, height: 1_000_000, ...job },
    noncePrefix: prefix,
    forks: null,
  };
}
