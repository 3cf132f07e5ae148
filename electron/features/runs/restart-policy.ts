import { backoffDelay } from '../../base/backoff.ts';

const delays = { firstMs: 2_000, maxMs: 5 * 60_000, jitter: 0.3 };
/** A process that lived shorter is taken for one that cannot work at all. */
const quickExitMs = 120_000;
/** So many quick exits in a row, and trying on helps nobody. */
const quickExitLimit = 5;
/** A run that hashed so long has recovered: its next crash is a first one again. */
const recoveredMs = 120_000;

/** Decides after each unwanted exit whether and when to try again. */
export class RestartPolicy {
  readonly #random: () => number;
  #attempt = 0;
  #quickExits = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The run has been hashing for this long without a break. */
  hashed(durationMs: number): void {
    if (durationMs >= recoveredMs) this.#attempt = 0;
  }

  /**
   * @param livedMs  how long the process lived; 0 where it could not be started
   * @returns        how long to wait, or null to give up
   */
  exited(livedMs: number): { readonly delayMs: number } | null {
    this.#quickExits = livedMs < quickExitMs ? this.#quickExits + 1 : 0;
    if (this.#quickExits >= quickExitLimit) return null;
    const delayMs = backoffDelay(this.#attempt, delays, this.#random);
    this.#attempt += 1;
    return { delayMs };
  }

  /** What to say when it gave up. */
  get gaveUpBecause(): string {
    return `It ended ${quickExitLimit} times in a row within two minutes of its start.`;
  }
}
