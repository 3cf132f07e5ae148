import { expect, it } from 'vitest';
import { beamGeneration } from './beam-generation.ts';

it.each([
  [0, 1],
  [321_320, 1],
  [321_321, 2],
  [777_776, 2],
  [777_777, 3],
  [3_000_000, 3],
])('height %d is solved with BeamHash %d', (height, generation) => {
  expect(beamGeneration(height)).toBe(generation);
});

it('takes the forks of another network', () => {
  const forks = { second: 30, third: 30 };
  expect([29, 30].map((height) => beamGeneration(height, forks))).toEqual([1, 3]);
});

it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the height %d', (height) => {
  expect(() => beamGeneration(height)).toThrow(RangeError);
});
