import { randomBytes } from 'node:crypto';
import type { Kernel, PreparedJob } from '../../../platform/kernels/kernel.ts';
import { verusHeader } from '../../../protocols/stratum/verus/block-header.ts';
import type { VerusJob } from '../../../protocols/stratum/verus/job.ts';
import {
  firstPreHeaderHashOffset,
  preHeaderOf,
  preHeaderPersonalisation,
} from '../../../protocols/stratum/verus/pre-header.ts';
import { pbaasHeadersOffset, solutionBytes } from '../../../protocols/stratum/verus/solution.ts';
import type { PracticeJob, Tip } from '../dialect.ts';
import { blake2b256 } from './blake2b-256.ts';

export interface VerusPracticeJob extends PracticeJob, Omit<VerusJob, 'id' | 'cleanJobs'> {
  readonly prepared: PreparedJob;
}

/** VerusHash 2, in the version that the solution says. */
const version = 0x0001_0004;
/** Solutions of the network's present rules: proof of work, mined together with one more chain. */
const solutionStart = [7, 0, 0, 0, 1, 1];
/** Two roots of 32 bytes each behind it. */
const mmrRoots = { from: 8, bytes: 64 };
/** A network like the real one: some 2 ** 47 hashes a block, months of a household. */
const bits = 0x1b01_8ab8;

/** This network's name among those that are mined at once. */
const chainId = Uint8Array.from(Buffer.from('Rigwright practice..'));

/**
 * Makes a merge-mined job. The pool chooses the nonce of the header and tells nobody: the solution
 * commits to it, and clients search in the last 15 bytes.
 *
 * @param now  epoch ms
 */
export function makeVerusJob(
  kernel: Pick<Kernel, 'prepareJob'>,
  tip: Tip,
  now: number,
): VerusPracticeJob {
  const solution = new Uint8Array(solutionBytes);
  solution.set(solutionStart);
  solution.set(randomBytes(mmrRoots.bytes), mmrRoots.from);
  solution.set(chainId, pbaasHeadersOffset);
  const job = {
    tip,
    version,
    previousHash: tip.previousHash,
    merkleRoot: new Uint8Array(randomBytes(32)),
    saplingRoot: new Uint8Array(randomBytes(32)),
    time: Math.floor(now / 1000),
    bits,
    solution,
  };
  const poolNonce = new Uint8Array(randomBytes(32));
  const header = (): Uint8Array => verusHeader({ ...job, id: '', cleanJobs: false }, poolNonce);
  // The pre-header has no part of the solution in which its own hash stands.
  const preHeaderHash = blake2b256(preHeaderOf(header()), preHeaderPersonalisation);
  solution.set(preHeaderHash, firstPreHeaderHashOffset);
  const prepared = kernel.prepareJob(header(), 'pool');
  return { ...job, prepared, [Symbol.dispose]: () => prepared[Symbol.dispose]() };
}
