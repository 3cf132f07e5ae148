import { expect, it } from 'vitest';
import { formatDifficulty } from './difficulty.ts';

it.each([
  [null, '—'],
  [0.05, '0.05'],
  [64, '64'],
  [710.958, '711'],
  [131_072, '131k'],
  [2_500_000_000, '2.5G'],
])('writes %s as %s', (value, text) => {
  expect(formatDifficulty(value)).toBe(text);
});
