/** Long enough to be calm, short enough to show that a connection has become slow, ms. */
const windowMs = 5_000;

/** Below this the quotient says more about the first packets than about the connection, ms. */
const leastMs = 250;

/** How fast bytes come, over the last seconds. */
export class SpeedMeter {
  /** The oldest first. */
  readonly #samples: { readonly at: number; readonly bytes: number }[] = [];

  /**
   * @param bytes  received so far, all in all
   * @param at     ms on a clock that never goes back
   */
  add(bytes: number, at: number): void {
    // A download that began anew.
    if (bytes < (this.#samples.at(-1)?.bytes ?? 0)) this.#samples.length = 0;
    this.#samples.push({ at, bytes });
    while ((this.#samples[1]?.at ?? at) < at - windowMs) this.#samples.shift();
  }

  /** Bytes per second, null where too little is known. */
  get bytesPerSecond(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < leastMs) return null;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1_000;
  }
}
