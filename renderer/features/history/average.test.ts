import { expect, it } from 'vitest';
import { averageHashrate } from './average.ts';

const columns = (xs: number[], avg: (number | null)[]) => ({ xs, avg, min: avg, max: avg });

it('weighs points by the time they stand for', () => {
  expect(averageHashrate(columns([0, 60, 61, 62], [10, 10, 70, 70]))).toBeCloseTo(
    (600 + 40 + 70) / 62,
  );
});

it('leaves gaps out', () => {
  expect(averageHashrate(columns([0, 10, 20, 100, 110], [4, 4, null, 8, 8]))).toBe(6);
});

it('is the only point there is, or unknown', () => {
  expect(averageHashrate(columns([0], [5]))).toBe(5);
  expect(averageHashrate(columns([], []))).toBeNull();
});
