import { expect, it } from 'vitest';
import { Aims, isWithin } from './aim.ts';
import { Ease } from './ease.ts';

/** Lets a client of some speed mine for ten minutes, with a job every 30 s. */
function settledEase(sharesAtPoolDifficultyPerSecond: number): number {
  const ease = new Ease(0);
  let owed = 0;
  for (let second = 1; second <= 1_200; second += 1) {
    owed += sharesAtPoolDifficultyPerSecond * 2 ** ease.at(Math.floor(second / 30));
    for (; owed >= 1; owed -= 1) ease.share();
    if (second % 30 === 0) ease.adapt(second / 30, second * 1_000);
  }
  return ease.at(1_000);
}

it.each([
  [1 / 10, 0],
  [100, 0],
  [1 / 40, 2],
  [1 / 640, 6],
  [1 / 10_240, 10],
])('brings %f shares a second to one in about ten seconds', (speed, halvings) => {
  expect(Math.abs(settledEase(speed) - halvings)).toBeLessThanOrEqual(1);
});

it('still takes what was asked for with the job before', () => {
  const ease = new Ease(0);
  ease.adapt(5, 60_000);
  const easier = ease.at(5);
  expect(easier).toBeGreaterThan(0);
  expect(ease.at(4)).toBe(easier);
  for (let share = 0; share < 10_000; share += 1) ease.share();
  ease.adapt(9, 120_000);
  expect(ease.at(9)).toBeLessThan(easier);
  expect(ease.at(8)).toBe(easier);
});

it('never asks for more than the pool', () => {
  const aims = new Aims((factor) => ({
    difficulty: 8 * factor,
    hashes: 0,
    target: new Uint8Array(32),
    packed: 0,
  }));
  expect(aims.eased(3).difficulty).toBe(1);
  expect(aims.fixed(2).difficulty).toBe(2);
  expect(aims.fixed(100)).toBe(aims.pool);
  expect(aims.eased(3)).toBe(aims.eased(3));
});

it('compares hashes as numbers, least significant byte first', () => {
  const number = (low: number, high: number): Uint8Array => {
    const bytes = new Uint8Array(32);
    bytes[0] = low;
    bytes[31] = high;
    return bytes;
  };
  expect(isWithin(number(5, 1), number(5, 1))).toBe(true);
  expect(isWithin(number(6, 1), number(5, 1))).toBe(false);
  expect(isWithin(number(255, 0), number(0, 1))).toBe(true);
});
