/** How many messages a client may send: bursts, and on the average. */
const burst = 2_000;
const perSecond = 500;

/** A bucket that fills with time and that each message takes one from. */
export class MessageLimit {
  #left = burst;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  /** @returns whether one more message is within the limit */
  take(now: number): boolean {
    this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
