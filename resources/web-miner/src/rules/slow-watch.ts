/** A person waits as long for an answer to a click and calls the device slow, ms. */
const lateMs = 700;
/** One late answer is chance, as many in a row are not. */
const maxLate = 6;
/** A device that slept is not a slow one, ms. */
const sleptMs = 15_000;

/**
 * Tells from how late the bell of a timer rings whether the device still has time to answer the
 * person who uses it.
 */
export class SlowWatch {
  #lastAt: number | null = null;
  #late = 0;

  /** How often {@link ring} is to be called while the page can be seen, ms. */
  static readonly periodMs = 500;

  /** Nobody waits for an answer, or browsers ring late by themselves. */
  reset(): void {
    this.#lastAt = null;
    this.#late = 0;
  }

  /**
   * @param now  ms
   * @returns    whether the device has become too slow to answer
   */
  ring(now: number): boolean {
    const lateBy = this.#lastAt === null ? 0 : now - this.#lastAt - SlowWatch.periodMs;
    this.#lastAt = now;
    const isLate = lateBy >= lateMs && lateBy < sleptMs;
    this.#late = isLate ? this.#late + 1 : 0;
    return this.#late >= maxLate;
  }
}
