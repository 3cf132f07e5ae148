const minuteMs = 60_000;

/** Messages an address may send: as many a minute as are set, for each of its clients, with bursts. */
export class MessageBudget {
  #left: number;
  #at: number;

  /** @param now  epoch ms */
  constructor(perMinute: number, now: number) {
    this.#left = perMinute;
    this.#at = now;
  }

  /**
   * @param perMinute  for all clients of the address together
   * @returns          `over` where it is too much, `flood` where it is far too much
   */
  take(perMinute: number, now: number): 'ok' | 'over' | 'flood' {
    const gained = ((now - this.#at) / minuteMs) * perMinute;
    this.#left = Math.min(perMinute, this.#left + Math.max(0, gained)) - 1;
    this.#at = now;
    if (this.#left >= 0) return 'ok';
    return this.#left < -perMinute ? 'flood' : 'over';
  }
}
