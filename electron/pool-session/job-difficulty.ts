import { unpackDifficulty } from '../protocols/beam/packed-difficulty.ts';
import { anyHash } from '../protocols/stratum/bitcoin/difficulty.ts';
import { difficultyOf as cryptonoteDifficulty } from '../protocols/stratum/cryptonote/target.ts';
import { difficultyOf as verusDifficulty, targetOfOne } from '../protocols/stratum/verus/target.ts';
import type { PoolDialect, PoolJob } from './pool-session.ts';

const difficulties: {
  readonly [Dialect in PoolDialect]: (job: Extract<PoolJob, { dialect: Dialect }>) => number;
} = {
  verus: ({ target }) => verusDifficulty(target, targetOfOne.pool),
  stratum1: ({ difficulty }) => difficulty,
  cryptonote: ({ job }) => Number(cryptonoteDifficulty(job.target)),
  hds: ({ job }) => unpackDifficulty(job.difficulty).difficulty,
  ethproxy: ({ job }) => Number(anyHash / job.target),
  ethstratum: ({ difficulty }) => difficulty,
};

/** What a share of this job must reach, in the units in which pools of its dialect speak of it. */
export function jobDifficulty(job: PoolJob): number {
  return (difficulties[job.dialect] as (job: PoolJob) => number)(job);
}
