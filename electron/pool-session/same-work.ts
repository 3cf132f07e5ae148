import type { PoolDialect, PoolJob } from './pool-session.ts';

type Part = Uint8Array | string | number | null;

/** What must be the same in two sessions for a share of one to be worth something in the other. */
const essence: {
  readonly [Dialect in PoolDialect]: (job: Extract<PoolJob, { dialect: Dialect }>) => Part[];
} = {
  // Jobs of the same block may be worked on one beside the other.
  verus: ({ job, extranonce1 }) => [extranonce1, job.previousHash],
  stratum1: ({ job, extranonce }) => [
    extranonce.extranonce1,
    extranonce.extranonce2Bytes,
    job.previousHash,
  ],
  // These name jobs for one session, unless it is the very same job.
  cryptonote: ({ job, noncePrefix }) => [noncePrefix, job.id, job.blob],
  hds: ({ job, noncePrefix }) => [noncePrefix, job.id, job.input],
  ethproxy: ({ job }) => [job.headerHash],
  ethstratum: ({ job, extranonce }) => [extranonce, job.id, job.headerHash],
};

/**
 * Whether a pool may still take shares of a job that another session with it was given: the share is
 * from the same nonces, and what it is for has not gone by. The pool has the last word.
 *
 * @param then  the job that the share was found for
 * @param now   the newest one of the present session
 */
export function mayStillTake(then: PoolJob, now: PoolJob): boolean {
  if (then.dialect !== now.dialect) return false;
  const other = essenceOf(now);
  return essenceOf(then).every((part, index) => isEqual(part, other[index]));
}

function essenceOf(job: PoolJob): Part[] {
  return (essence[job.dialect] as (job: PoolJob) => Part[])(job);
}

function isEqual(one: Part, other: Part | undefined): boolean {
  if (!(one instanceof Uint8Array)) return one === other;
  if (!(other instanceof Uint8Array) || one.length !== other.length) return false;
  return one.every((byte, index) => byte === other[index]);
}
