import type { PoolDialect, PoolJob, UpstreamShare } from '../pool-session/pool-session.ts';
import { solutionBytes as beamSolutionBytes } from '../protocols/stratum/hds/job.ts';
import { nonceWith } from '../protocols/stratum/hds/nonce-prefix.ts';
import { headerNonce } from '../protocols/stratum/verus/block-header.ts';
import { nonceSpace, submittedSolution } from '../protocols/stratum/verus/solution.ts';

type MakeShare<Dialect extends PoolDialect> = (
  job: Extract<PoolJob, { dialect: Dialect }>,
  worker: string,
  number: number,
) => UpstreamShare;

const makers: { readonly [Dialect in PoolDialect]: MakeShare<Dialect> } = {
  verus(job, worker, number) {
    const { extranonce1 } = job;
    const solution = submittedSolution(job.job, nonceSpace({ extranonce1, counter: number }));
    const nonce2 = headerNonce(extranonce1).subarray(extranonce1.length);
    const { id: jobId, time } = job.job;
    return { dialect: 'verus', job, share: { worker, jobId, time, nonce2, solution } };
  },
  stratum1(job, worker, number) {
    const extranonce2 = new Uint8Array(job.extranonce.extranonce2Bytes);
    const { id: jobId, time } = job.job;
    return { dialect: 'stratum1', job, share: { worker, jobId, time, nonce: number, extranonce2 } };
  },
  cryptonote(job, _, number) {
    const nonce = bytes(4, number);
    nonce[3] = job.noncePrefix ?? 0;
    const share = { jobId: job.job.id, nonce, hash: bytes(32, number) };
    return { dialect: 'cryptonote', job, share };
  },
  hds(job, _, number) {
    const nonce = nonceWith(job.noncePrefix, BigInt(number));
    const solution = new Uint8Array(beamSolutionBytes);
    return { dialect: 'hds', job, share: { jobId: job.job.id, nonce, solution } };
  },
  ethproxy(job, worker, number) {
    const { headerHash } = job.job;
    const share = { nonce: bytes(8, number), headerHash, mixHash: new Uint8Array(32) };
    return { dialect: 'ethproxy', job, worker, share };
  },
  ethstratum(job, worker, number) {
    const minerNonce = bytes(8 - job.extranonce.length, number);
    return { dialect: 'ethstratum', job, share: { worker, jobId: job.job.id, minerNonce } };
  },
};

function bytes(length: number, number: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at < 3 ? (number >>> (8 * at)) & 0xff : 0));
}

/**
 * A share as a client would send it, for a job of any dialect. It is another one for each number; whether
 * it is good enough is for the difficulty to allow.
 *
 * @param number  0 to 2 ** 24 - 1
 */
export function shareFor(job: PoolJob, worker: string, number: number): UpstreamShare {
  return (makers[job.dialect] as MakeShare<PoolDialect>)(job, worker, number);
}
