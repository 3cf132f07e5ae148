/** Work between two looks at what is new: short enough to stop at once, long enough not to matter. */
const wantedMs = 10;

const limits = { least: 256, most: 2 ** 30 };

/** How many hashes a thread computes at a time, found by measuring. */
export class ChunkSize {
  /** The slowest processors need some milliseconds for as many. */
  #count = 1_024;

  get count(): number {
    return this.#count;
  }

  /** A whole chunk took `elapsedMs`. */
  measured(elapsedMs: number): void {
    const ratio = Math.min(2, Math.max(0.5, wantedMs / Math.max(elapsedMs, 0.001)));
    this.#count = Math.min(limits.most, Math.max(limits.least, Math.round(this.#count * ratio)));
  }
}
