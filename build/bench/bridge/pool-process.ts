import { loadKernel } from '../../../electron/platform/kernels/load-kernel.ts';
import { startPracticePool } from '../../../electron/testing/practice-pool/practice-pool.ts';
import { poolDifficulty } from './sizes.ts';
import { offer } from './remote.ts';

const pool = await startPracticePool({
  dialect: 'verus',
  kernel: await loadKernel('verushash'),
  difficulty: poolDifficulty,
  // Jobs come when the measurement says so.
  jobIntervalMs: 3_600_000,
  messagesPerSecond: 1_000_000,
});

const api = {
  address: (): string => pool.address,
  /** Everybody has to drop what they do. */
  nextBlock: (): void => pool.nextJob(true),
  accepted: (): number => pool.stats().accepted,
};

/** The pool of the bridge. */
export type PoolProcess = typeof api;

offer(api);
