import type { MiningJob } from './mining-job.ts';

/** Nonces that belong to one thread. */
export interface NonceBlock {
  readonly first: number;
  readonly count: number;
}

/** About a second of a fast processor: long enough to be no bother, short enough to be no loss. */
export const blockSize = 2 ** 19;

/**
 * Deals the nonces of a job out to threads, each block once: threads may come and go, and none
 * searches where another one has been.
 */
export class NonceBlocks {
  readonly #end: number;
  #next: number;

  constructor({ firstNonce, lastNonce }: Pick<MiningJob, 'firstNonce' | 'lastNonce'>) {
    this.#next = firstNonce;
    this.#end = lastNonce + 1;
  }

  /** @returns null once all are dealt out */
  take(): NonceBlock | null {
    const count = Math.min(blockSize, this.#end - this.#next);
    if (count <= 0) return null;
    const first = this.#next;
    this.#next += count;
    return { first, count };
  }
}
