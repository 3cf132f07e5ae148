import type { Clock } from '../../base/clock.ts';

/**
 * Calls at the end of each interval of wall-clock time, with the interval's start. Where the clock
 * jumps or the computer sleeps, the interval under way ends at once and the next is the one of the
 * new time: those between are never called.
 */
export class IntervalTimer implements Disposable {
  readonly #clock: Clock;
  readonly #lengthMs: number;
  readonly #onEnd: (start: number) => void;
  #start: number;
  #cancel: () => void;

  constructor(clock: Clock, lengthMs: number, onEnd: (start: number) => void) {
    this.#clock = clock;
    this.#lengthMs = lengthMs;
    this.#onEnd = onEnd;
    this.#start = this.#currentStart();
    this.#cancel = this.#wait();
  }

  /** Start of the interval under way, epoch ms. */
  get start(): number {
    return this.#start;
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }

  #currentStart(): number {
    return Math.floor(this.#clock.now() / this.#lengthMs) * this.#lengthMs;
  }

  #wait(): () => void {
    const leftMs = this.#start + this.#lengthMs - this.#clock.now();
    return this.#clock.after(leftMs, () => this.#wake());
  }

  #wake(): void {
    // A timer may fire a little early by the clock; the interval is still the same then.
    const ended = this.#start;
    this.#start = this.#currentStart();
    this.#cancel = this.#wait();
    if (this.#start !== ended) this.#onEnd(ended);
  }
}
