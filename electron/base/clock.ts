/** Time, as far as the program depends on it; tests put a fake in its place. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /**
   * Calls back once after `delayMs`; the timer never keeps the process alive by itself.
   * @returns a function that cancels it
   */
  after(delayMs: number, callback: () => void): () => void;
  /** Calls back every `periodMs` until cancelled. @returns a function that cancels it */
  every(periodMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
  every(periodMs, callback) {
    const timer = setInterval(callback, periodMs);
    timer.unref();
    return () => clearInterval(timer);
  },
};
