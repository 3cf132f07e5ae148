import type { Clock } from '../base/clock.ts';

interface Timer {
  at: number;
  readonly periodMs: number | undefined;
  readonly callback: () => void;
}

/** A clock that moves only when told, and then runs what falls due in order. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#add({ at: this.#now + delayMs, periodMs: undefined, callback });
  }

  every(periodMs: number, callback: () => void): () => void {
    return this.#add({ at: this.#now + periodMs, periodMs, callback });
  }

  /** How many timers wait; 0 at the end of a test means nothing was left behind. */
  get pending(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#nextUntil(end);
      if (!next) break;
      this.#now = next.at;
      if (next.periodMs === undefined) this.#timers.delete(next);
      else next.at += next.periodMs;
      next.callback();
    }
    this.#now = end;
  }

  /** Like {@link advance}, but lets promises settle after each step of `stepMs`. */
  async advanceAsync(ms: number, stepMs = 100): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      this.advance(Math.min(stepMs, left));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  #nextUntil(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    }
    return next;
  }
}
