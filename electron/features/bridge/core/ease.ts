import { mostEase } from './aim.ts';

/** Wanted time between two shares of a client, ms: often enough to tell its speed. */
const intervalMs = 10_000;

/** What has come in less time says little, ms. */
const leastMs = 30_000;

/**
 * How much easier than the pool's a client's difficulty is, in halvings: adapted so that a phone and a
 * server send as many shares. A change holds from the next job on, because a client that is given the
 * same job again begins where it has already been.
 */
export class Ease {
  #ease = 0;
  #before = 0;
  /** Number of the job from which on the ease holds. */
  #from = 0;
  #since: number;
  #shares = 0;

  /** @param now  epoch ms */
  constructor(now: number) {
    this.#since = now;
  }

  /** @param work  number of the job that it is asked for */
  at(work: number): number {
    return work >= this.#from ? this.#ease : Math.max(this.#ease, this.#before);
  }

  share(): void {
    this.#shares += 1;
  }

  /**
   * A new job is about to be sent.
   *
   * @param work  its number
   */
  adapt(work: number, now: number): void {
    const elapsedMs = now - this.#since;
    if (elapsedMs < leastMs) return;
    // One that sends nothing may be slower by any amount, so it gets easier fast, but not at once.
    const ratio = Math.max(this.#shares, 0.25) / (elapsedMs / intervalMs);
    const steps = Math.max(-6, Math.min(6, Math.round(-Math.log2(ratio))));
    const ease = Math.max(0, Math.min(mostEase, this.#ease + steps));
    this.#before = this.#ease;
    this.#ease = ease;
    this.#from = work;
    this.#since = now;
    this.#shares = 0;
  }
}
