/** How much of the past is kept, and how finely, ms. */
export const historyMs = 300_000;
const bucketMs = 3_000;
const buckets = historyMs / bucketMs;

/** Hashes of the last minutes for a chart, in steps of some seconds. */
export class HashrateHistory {
  readonly #hashes = new Map<number, number>();

  /** @param now  epoch ms */
  add(now: number, hashes: number): void {
    const bucket = Math.floor(now / bucketMs);
    this.#hashes.set(bucket, (this.#hashes.get(bucket) ?? 0) + hashes);
    for (const old of this.#hashes.keys()) {
      if (old > bucket - buckets - 1) break;
      this.#hashes.delete(old);
    }
  }

  /**
   * @param now  epoch ms
   * @returns    H/s of each step that is over, oldest first; null where nothing was computed
   */
  rates(now: number): (number | null)[] {
    const current = Math.floor(now / bucketMs);
    return Array.from({ length: buckets }, (_, index) => {
      const hashes = this.#hashes.get(current - buckets + index);
      return hashes === undefined ? null : hashes / (bucketMs / 1000);
    });
  }
}
