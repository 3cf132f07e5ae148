import type { ShareRejection } from '../../../contract/values/bridge.ts';

/** Half of what somebody did is forgotten after as long, ms. */
const halfLifeMs = 120_000;

/** Bad shares, or what counts as much, after which an address is kept out if they are the most. */
const mostBad = 50;

/** What each offence counts. What comes of bad luck with a new job counts nothing. */
const weights: Readonly<Partial<Record<ShareRejection | 'nonsense' | 'wrong-password', number>>> = {
  malformed: 1,
  duplicate: 1,
  'wrong-job': 1,
  'low-difficulty': 1,
  // Who says nothing but nonsense is sent away before this adds up to a ban; who comes again is not.
  nonsense: 2,
  'wrong-password': 5,
};

export type Offence = ShareRejection | 'nonsense' | 'wrong-password';

/** How an address has behaved lately. */
export class Conduct {
  #bad = 0;
  #good = 0;
  #at: number;

  /** @param now  epoch ms, as everywhere here */
  constructor(now: number) {
    this.#at = now;
  }

  good(now: number): void {
    this.#fade(now);
    this.#good += 1;
  }

  /** @returns whether that was too much */
  bad(offence: Offence, now: number): boolean {
    this.#fade(now);
    this.#bad += weights[offence] ?? 0;
    return this.#bad >= mostBad && this.#bad > this.#good;
  }

  /** All is paid for by a ban. */
  forget(): void {
    this.#bad = 0;
    this.#good = 0;
  }

  /** Whether nothing is left to remember. */
  isForgotten(now: number): boolean {
    this.#fade(now);
    return this.#bad < 0.5 && this.#good < 0.5;
  }

  #fade(now: number): void {
    const factor = 2 ** (-Math.max(0, now - this.#at) / halfLifeMs);
    this.#bad *= factor;
    this.#good *= factor;
    this.#at = now;
  }
}
