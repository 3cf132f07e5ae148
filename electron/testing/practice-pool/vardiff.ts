/** Where the difficulty of everybody begins, and how low it may go. */
export interface DifficultyRange {
  /** About a second of a slow processor. A fast one sends a few shares more until the first change. */
  readonly start: number;
  /** Some hundreds of hashes a share. */
  readonly least: number;
}

/** What no processor reaches. */
const most = 1e9;

/** Shares that tell enough for the first change, and for all later ones. */
const enoughShares = { first: 4, later: 8 };

/** After as many shares as these should have come, even a small deviation counts. */
const fullWindow = 20;

/**
 * Variable difficulty of one client: as many shares a minute whether it is a phone or a server.
 * It changes when the shares that came cannot be luck any more, at first after few of them.
 */
export class Vardiff {
  readonly #intervalMs: number;
  readonly #least: number;
  #difficulty: number;
  #since: number;
  #shares = 0;
  #settled = false;

  /** @param intervalMs  wanted time between two shares */
  constructor(intervalMs: number, { start, least }: DifficultyRange, now: number) {
    this.#intervalMs = intervalMs;
    this.#least = least;
    this.#difficulty = start;
    this.#since = now;
  }

  get difficulty(): number {
    return this.#difficulty;
  }

  /** A share of the present difficulty came. @returns whether the difficulty is now another one */
  share(now: number): boolean {
    this.#shares += 1;
    return this.#judge(now);
  }

  /** Time goes by. @returns whether the difficulty is now another one */
  tick(now: number): boolean {
    return this.#judge(now);
  }

  /** The client asks for a difficulty. @returns whether it is now another one */
  suggest(difficulty: number, now: number): boolean {
    this.#settled = true;
    return this.#change(difficulty, now);
  }

  #judge(now: number): boolean {
    const elapsedMs = Math.max(1, now - this.#since);
    const expected = elapsedMs / this.#intervalMs;
    const enough = this.#settled ? enoughShares.later : enoughShares.first;
    if (this.#shares >= enough && this.#shares >= 2.5 * expected) {
      this.#settled = true;
      // The last share ended the window, so it does not count: without this the rate seems too high.
      return this.#change((this.#difficulty * (this.#shares - 1)) / expected, now);
    }
    if (expected >= 6 && this.#shares * 3 <= expected) {
      return this.#change((this.#difficulty * Math.max(0.5, this.#shares)) / expected, now);
    }
    if (expected < fullWindow) return false;
    const ratio = this.#shares / expected;
    const off = ratio < 0.75 || ratio > 1.33;
    return this.#change(off ? this.#difficulty * ratio : this.#difficulty, now);
  }

  #change(difficulty: number, now: number): boolean {
    const before = this.#difficulty;
    const limited = Math.min(most, Math.max(this.#least, difficulty));
    // Three digits are as exact as any such guess.
    this.#difficulty = Number(limited.toPrecision(3));
    this.#since = now;
    this.#shares = 0;
    return this.#difficulty !== before;
  }
}
