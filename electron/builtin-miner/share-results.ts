/** How many of the best shares are kept, as XMRig does. */
const bestCount = 10;

/** What became of the shares of one miner. */
export class ShareResults {
  readonly #hashesPerDifficulty: number;
  #accepted = 0;
  #rejected = 0;
  #hashes = 0;
  #best: number[] = [];
  #latencyMs: number | null = null;

  /** @param hashesPerDifficulty  that a share of difficulty 1 stands for, on average */
  constructor(hashesPerDifficulty: number) {
    this.#hashesPerDifficulty = hashesPerDifficulty;
  }

  /**
   * @param difficulty  that the pool asked for
   * @param reached     that the hash would have reached
   */
  accept(difficulty: number, reached: number, latencyMs: number): void {
    this.#accepted += 1;
    this.#hashes += difficulty * this.#hashesPerDifficulty;
    this.#latencyMs = latencyMs;
    this.#best = [...this.#best, reached].toSorted((a, b) => b - a).slice(0, bestCount);
  }

  reject(latencyMs: number): void {
    this.#rejected += 1;
    this.#latencyMs = latencyMs;
  }

  get accepted(): number {
    return this.#accepted;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** What the accepted shares stand for. */
  get hashes(): number {
    return Math.round(this.#hashes);
  }

  /** Highest difficulties, best first. */
  get best(): readonly number[] {
    return this.#best;
  }

  /** Of the last answer; null before there was one. */
  get latencyMs(): number | null {
    return this.#latencyMs;
  }
}
