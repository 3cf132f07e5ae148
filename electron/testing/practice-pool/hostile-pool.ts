import { startMeddler, type Meddler } from '../meddler/meddler.ts';
import type { PracticePoolStats } from './pool-stats.ts';
import { startPracticePool, type PracticePool, type PracticePoolOptions } from './practice-pool.ts';

/**
 * A practice pool that misbehaves when it is told to. Killed and revived it is as a pool whose process
 * was restarted, but for one thing: it keeps its shares and sessions, so that all can be counted.
 */
export interface HostilePool extends Meddler {
  /** The keys of all shares that were ever taken: each once, or the pool would have said duplicate. */
  readonly accepted: ReadonlySet<string>;
  readonly pool: PracticePool;
  stats(): PracticePoolStats;
}

/** @throws {PortInUseError} */
export async function startHostilePool(options: PracticePoolOptions): Promise<HostilePool> {
  const accepted = new Set<string>();
  const pool = await startPracticePool({
    ...options,
    port: 0,
    onEvent(event) {
      if (event.kind === 'accepted') accepted.add(event.key);
      options.onEvent?.(event);
    },
  });
  try {
    const { host = '127.0.0.1', port = 0 } = options;
    const meddler = await startMeddler({ to: pool.address, host, port });
    return Object.assign(meddler, {
      accepted,
      pool,
      stats: () => pool.stats(),
      async [Symbol.asyncDispose]() {
        await meddler.kill();
        await pool[Symbol.asyncDispose]();
      },
    });
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw error;
  }
}
