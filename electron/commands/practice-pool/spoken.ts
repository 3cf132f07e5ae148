import { loadKernel, loadSolutionKernel } from '../../platform/kernels/load-kernel.ts';
import type {
  PracticePoolDialect,
  SpokenDialect,
} from '../../testing/practice-pool/practice-pool.ts';
import { UsageError } from '../usage-error.ts';

interface Served {
  /** What it can be mined with; the first is usual. */
  readonly algorithms: readonly [string, ...string[]];
  /** Below it a difficulty means nothing. */
  readonly leastDifficulty: number;
}

/** More than anything that mines reaches, and less than any target is too small for. */
const most = 1e15;

/** By dialect. */
const served: Readonly<Record<PracticePoolDialect, Served>> = {
  verus: { algorithms: ['verushash'], leastDifficulty: 0 },
  stratum1: { algorithms: ['sha256d', 'scrypt'], leastDifficulty: 0 },
  cryptonote: { algorithms: ['rx/0'], leastDifficulty: 1 },
  ethproxy: { algorithms: ['ethash'], leastDifficulty: 1 },
  ethstratum: { algorithms: ['ethash'], leastDifficulty: 0 },
  hds: { algorithms: ['beamhash3'], leastDifficulty: 1 },
};

export const practiceDialects = Object.keys(served) as readonly PracticePoolDialect[];

/** Each once. */
export const practiceAlgorithms: readonly string[] = [
  ...new Set(Object.values(served).flatMap(({ algorithms }) => algorithms)),
];

export interface Wanted {
  readonly dialect: PracticePoolDialect;
  readonly algorithm?: string | undefined;
  readonly difficulty?: number | undefined;
}

/** @throws {UsageError}  where the dialect has no such algorithm or difficulty */
export function checkWanted({ dialect, algorithm, difficulty }: Wanted): { algorithm: string } {
  const { algorithms, leastDifficulty } = served[dialect];
  const chosen = algorithm ?? algorithms[0];
  if (!algorithms.includes(chosen)) {
    throw new UsageError(
      `The dialect ${dialect} has no ${chosen}: it is for ${algorithms.join(' or ')}.`,
    );
  }
  if (difficulty !== undefined && (difficulty < leastDifficulty || difficulty > most)) {
    const range = difficulty > most ? `${most} or less` : `${leastDifficulty} or more`;
    throw new UsageError(`A difficulty of the dialect ${dialect} is ${range}, not ${difficulty}.`);
  }
  return { algorithm: chosen };
}

/** The dialect, with the kernel that checks its shares where there is one. */
export async function spokenDialect(
  dialect: PracticePoolDialect,
  algorithm: string,
): Promise<SpokenDialect> {
  switch (dialect) {
    case 'verus':
      return { dialect, kernel: await loadKernel('verushash') };
    case 'stratum1': {
      const kernel = await loadKernel(algorithm === 'scrypt' ? 'scrypt' : 'sha256d');
      return { dialect, kernel };
    }
    case 'hds':
      return { dialect, kernel: await loadSolutionKernel() };
    case 'cryptonote':
    case 'ethproxy':
    case 'ethstratum':
      break;
  }
  return { dialect };
}
