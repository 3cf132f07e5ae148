import { expect, it } from 'vitest';
import { backoffDelay } from './backoff.ts';

const options = { firstMs: 2_000, maxMs: 300_000, jitter: 0.25 };

it('doubles the delay with each attempt up to the maximum', () => {
  const delays = [0, 1, 2, 3, 7, 8, 1000].map((attempt) => backoffDelay(attempt, options, () => 0));
  expect(delays).toEqual([2_000, 4_000, 8_000, 16_000, 256_000, 300_000, 300_000]);
});

it('takes at most the jitter away', () => {
  expect(backoffDelay(0, options, () => 0.999_999)).toBe(1_500);
  expect(backoffDelay(20, options, () => 0.5)).toBe(262_500);
});
