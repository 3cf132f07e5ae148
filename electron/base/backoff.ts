export interface BackoffOptions {
  /** Delay of the first attempt, ms. */
  readonly firstMs: number;
  /** No delay is longer, ms. */
  readonly maxMs: number;
  /** Share of the delay that is random, 0 to 1, so that many rigs do not come back at once. */
  readonly jitter: number;
}

/**
 * Delay before a retry: doubles with each attempt up to a maximum, then varied by the jitter.
 *
 * @param attempt  0 for the first retry
 * @param random   a number from 0 up to 1, `Math.random` outside tests
 * @returns        milliseconds, at least half of `firstMs` unless the jitter is above 0.5
 */
export function backoffDelay(
  attempt: number,
  { firstMs, maxMs, jitter }: BackoffOptions,
  random: () => number = Math.random,
): number {
  // 2 ** 30 is far beyond any maximum; the cap keeps the product finite.
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(full * (1 - jitter * random()));
}
