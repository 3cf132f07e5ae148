import type { Log } from './base/log.ts';
import { PracticeAlgorithm, practicePoolUrl } from './contract/values/profile.ts';
import type { Kernel, KernelAlgorithm } from './platform/kernels/kernel.ts';
import { KernelUnavailableError } from './platform/kernels/kernel-unavailable-error.ts';
import {
  kernelStatus,
  loadKernel,
  loadSolutionKernel,
  type KernelOptions,
} from './platform/kernels/load-kernel.ts';
import {
  startPracticePool,
  type PracticePool,
  type SpokenDialect,
} from './testing/practice-pool/practice-pool.ts';

/** A practice pool that runs. */
export interface RunningPracticePool {
  readonly algorithm: PracticeAlgorithm;
  /** `host:port` */
  readonly address: string;
  /** Backend and path of the kernel that checks its shares: `wasm wasm-simd`; null: none does. */
  readonly checkedWith: string | null;
}

interface Kept extends RunningPracticePool {
  readonly pool: PracticePool;
}

/**
 * Runs a practice pool for each algorithm from the first time a profile asks for it until the program
 * ends.
 */
export class PracticePoolKeeper implements AsyncDisposable {
  readonly #log: Log;
  readonly #pools = new Map<PracticeAlgorithm, Promise<Kept>>();
  readonly #running = new Map<PracticeAlgorithm, RunningPracticePool>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Those that run, in the order in which they were first asked for. */
  get running(): RunningPracticePool[] {
    return [...this.#running.values()];
  }

  /** What the shares of an algorithm are checked with; null while its pool does not run. */
  checkedWith(algorithm: string): string | null {
    return this.running.find((each) => each.algorithm === algorithm)?.checkedWith ?? null;
  }

  /**
   * Turns the practice pool's name into the address where it listens; leaves others alone.
   *
   * @param algorithm  what is to be mined there
   */
  async resolve(url: string, algorithm: string): Promise<string> {
    if (url !== practicePoolUrl) return url;
    // A miner of something else still finds a pool, which tells it what it does not understand.
    const practised = PracticeAlgorithm.safeParse(algorithm).data ?? 'sha256d';
    const started = this.#pools.get(practised) ?? this.#start(practised);
    this.#pools.set(practised, started);
    try {
      const { pool: _, ...running } = await started;
      this.#running.set(practised, running);
      return `stratum+tcp://${running.address}`;
    } catch (error) {
      // The next start may find a free port again.
      if (this.#pools.get(practised) === started) this.#pools.delete(practised);
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const started = [...this.#pools.values()].map((each) => each.catch(() => undefined));
    for (const kept of await Promise.all(started)) await kept?.pool[Symbol.asyncDispose]();
  }

  async #start(algorithm: PracticeAlgorithm): Promise<Kept> {
    const pool = await startPracticePool({ ...(await spokenFor(algorithm)), log: this.#log });
    const { checkedWith } = pool.stats();
    return { algorithm, address: pool.address, checkedWith, pool };
  }
}

/** What the pool of an algorithm speaks, and what checks its shares. */
async function spokenFor(algorithm: PracticeAlgorithm): Promise<SpokenDialect> {
  if (algorithm === 'rx/0') return { dialect: 'cryptonote' };
  if (algorithm === 'beamhash') {
    return { dialect: 'hds', kernel: await loadSolutionKernel({ backend: 'wasm' }) };
  }
  const kernel = await loadChecker(algorithm);
  return { dialect: algorithm === 'verushash' ? 'verus' : 'stratum1', kernel };
}

/** In which order kernels are asked whether they are another implementation than the miner's. */
const checkers: readonly KernelOptions[] = [
  { backend: 'wasm' },
  { backend: 'wasm', path: 'portable' },
  { backend: 'native', path: 'portable' },
];

/**
 * A kernel that computes otherwise than the miner's: an error of the one is not also the other's, so
 * that it shows as a refused share. Where there is but one, the pool has the same.
 */
async function loadChecker(algorithm: KernelAlgorithm): Promise<Kernel> {
  const miner = await kernelStatus();
  for (const options of checkers) {
    try {
      const kernel = await loadKernel(algorithm, options);
      if (kernel.backend !== miner.backend || kernel.path !== miner.paths[algorithm]) return kernel;
    } catch (error) {
      if (!(error instanceof KernelUnavailableError)) throw error;
    }
  }
  return loadKernel(algorithm);
}
