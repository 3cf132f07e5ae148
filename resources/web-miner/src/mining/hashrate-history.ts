/** How much of the past is kept, and how finely, ms. */
export const historyMs = 300_000;
const bucketMs = 3_000;
const buckets = historyMs / bucketMs;
/** A rate over less says nothing. */
const leastMs = 500;

interface Bucket {
  hashes: number;
  /** When the first and the last hashes of it were told, epoch ms. */
  readonly from: number;
  to: number;
  /** Those that were told first: they were computed before `from`. */
  readonly first: number;
}

/** Hashes of the last minutes for a chart, in steps of some seconds. */
export class HashrateHistory {
  readonly #buckets = new Map<number, Bucket>();

  /** @param now  epoch ms */
  add(now: number, hashes: number): void {
    const index = Math.floor(now / bucketMs);
    const bucket = this.#buckets.get(index);
    if (bucket) {
      bucket.hashes += hashes;
      bucket.to = now;
      return;
    }
    this.#buckets.set(index, { hashes, from: now, to: now, first: hashes });
    for (const old of this.#buckets.keys()) {
      if (old > index - buckets - 2) break;
      this.#buckets.delete(old);
    }
  }

  /**
   * @param now  epoch ms
   * @returns    H/s of each step that is over, oldest first; null where nothing was computed
   */
  rates(now: number): (number | null)[] {
    const current = Math.floor(now / bucketMs);
    return Array.from({ length: buckets }, (_, index) => this.#rate(current - buckets + index));
  }

  /** Where mining began or ended within a step, only the part counts in which it went on. */
  #rate(index: number): number | null {
    const bucket = this.#buckets.get(index);
    if (!bucket) return null;
    const isBegun = this.#buckets.has(index - 1);
    const from = isBegun ? index * bucketMs : bucket.from;
    const to = this.#buckets.has(index + 1) ? (index + 1) * bucketMs : bucket.to;
    if (to - from < leastMs) return null;
    return ((bucket.hashes - (isBegun ? 0 : bucket.first)) / (to - from)) * 1000;
  }
}
