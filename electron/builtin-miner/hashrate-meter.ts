/** The windows that miners show: ten seconds, a minute, a quarter of an hour. */
const windowsMs = [10_000, 60_000, 900_000] as const;

/** The first rate is told after as long; before it the chunks of the threads make it jump. */
const leastMs = 950;

interface Sample {
  readonly at: number;
  readonly hashes: number;
}

/** Hashes per second, out of a counter that only grows. */
export class HashrateMeter {
  #samples: Sample[] = [];
  #highest: number | null = null;

  /** Hashing begins, or goes on after a break that does not count. */
  restart(now: number, hashes: number): void {
    this.#samples = [{ at: now, hashes }];
  }

  /** To be called a few times a second while there is something to hash. */
  sample(now: number, hashes: number): void {
    this.#samples.push({ at: now, hashes });
    const keptSince = now - windowsMs[2];
    // One that is older than the window is needed, to begin it.
    while ((this.#samples[1]?.at ?? now) <= keptSince) this.#samples.shift();
    const rate = this.#over(windowsMs[0], leastMs);
    if (rate !== null) this.#highest = Math.max(this.#highest ?? 0, rate);
  }

  /**
   * Over ten seconds, a minute and a quarter of an hour, H/s; null while it is not known. The first is
   * known after a second already, over the time there was.
   */
  get rates(): readonly [number | null, number | null, number | null] {
    const [short, minute, quarter] = windowsMs;
    return [this.#over(short, leastMs), this.#over(minute, minute), this.#over(quarter, quarter)];
  }

  /** The highest of the ten-second rates, H/s. */
  get highest(): number | null {
    return this.#highest;
  }

  /** @param neededMs  null where there is not as much */
  #over(windowMs: number, neededMs: number): number | null {
    const last = this.#samples.at(-1);
    if (!last) return null;
    const start = last.at - windowMs;
    const first = this.#samples.findLast(({ at }) => at <= start) ?? this.#samples[0];
    if (!first || last.at - first.at < neededMs) return null;
    return ((last.hashes - first.hashes) / (last.at - first.at)) * 1000;
  }
}
