import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difficultyOf,
  hashesPerDifficulty,
  hashesPerScryptDifficulty,
  reaches,
  targetBytes,
  targetOf,
  targetOfOne,
} from './difficulty.ts';

const difficulty1 = 0xffffn << 208n;

describe('targetOf', () => {
  it.each([
    [1, difficulty1],
    [2, difficulty1 / 2n],
    [0.5, difficulty1 * 2n],
    [65_535, 1n << 208n],
    [1 / 1024, difficulty1 << 10n],
    [3, difficulty1 / 3n],
    [1e-12, (1n << 256n) - 1n],
    [Number.MIN_VALUE, (1n << 256n) - 1n],
  ])('of %d is exact', (difficulty, target) => {
    expect(targetOf(difficulty)).toBe(target);
  });

  it('of the greatest number is still a target', () => {
    expect(targetOf(Number.MAX_VALUE)).toBe(0n);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (difficulty) => {
    expect(() => targetOf(difficulty)).toThrow(RangeError);
  });

  it('is undone by difficultyOf', () => {
    const between = double({ min: 1e-9, max: 1e15, noNaN: true });
    assert(
      property(between, (difficulty) => {
        const hash = targetBytes(targetOf(difficulty));
        expect(difficultyOf(hash) / difficulty).toBeCloseTo(1, 9);
        expect(reaches(hash, targetOf(difficulty))).toBe(true);
        expect(reaches(hash, targetOf(difficulty * 1.001))).toBe(false);
      }),
    );
  });
});

describe('targetBytes', () => {
  it('has the least significant byte first', () => {
    const bytes = targetBytes(difficulty1);
    expect([...bytes.subarray(25)]).toEqual([0, 0xff, 0xff, 0, 0, 0, 0]);
    expect(bytes.subarray(0, 26).every((byte) => byte === 0)).toBe(true);
  });
});

describe('the difficulty of a scrypt coin', () => {
  it('is 65,536 times that of Bitcoin for the same target', () => {
    expect(targetOf(1, targetOfOne.scrypt)).toBe(0xffffn << 224n);
    expect(targetOf(65_536, targetOfOne.scrypt)).toBe(targetOf(1));
    const hash = targetBytes(targetOf(32_768, targetOfOne.scrypt));
    expect(difficultyOf(hash, targetOfOne.scrypt)).toBe(32_768);
    expect(difficultyOf(hash)).toBe(0.5);
  });

  it('of 1 takes a little more than 2 ** 16 hashes', () => {
    expect(hashesPerScryptDifficulty).toBeCloseTo(65_537, 4);
  });
});

it('a share of difficulty 1 takes a little more than 2 ** 32 hashes', () => {
  expect(hashesPerDifficulty).toBeCloseTo(4_295_032_833, 0);
  expect(difficultyOf(new Uint8Array(32))).toBe(Number.POSITIVE_INFINITY);
});
