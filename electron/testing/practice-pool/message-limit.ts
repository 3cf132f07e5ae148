/** How many messages a client may send on the average; a household's bridge sends far fewer. */
export const usualMessagesPerSecond = 500;
/** A burst may have what comes in as many seconds. */
const burstSeconds = 4;

/** A bucket that fills with time and that each message takes one from. */
export class MessageLimit {
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(now: number, perSecond: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond * burstSeconds;
    this.#at = now;
  }

  /** @returns whether one more message is within the limit */
  take(now: number): boolean {
    const filled = this.#left + ((now - this.#at) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#perSecond * burstSeconds, filled);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
