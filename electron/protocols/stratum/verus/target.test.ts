import { readFileSync } from 'node:fs';
import { assert, bigInt, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anyHash, targetBytes, targetOf } from '../bitcoin/difficulty.ts';
import { fromHex } from '../bitcoin/hex.ts';
import {
  difficultyOf,
  hashesPerDifficulty,
  reaches,
  shareTarget,
  targetFromHex,
  targetOfBits,
  targetOfDifficulty,
  targetOfOne,
  targetToHex,
} from './target.ts';

const bits = z.object({
  fn: z.literal('nbits'),
  bits: z.string(),
  target: z.string().nullable(),
  negative: z.boolean(),
  overflow: z.boolean(),
});
const difficulty = z.object({
  fn: z.literal('diff_to_target'),
  diff1: z.string(),
  difficulty: z.string(),
  target: z.string(),
});
const share = z.object({
  fn: z.literal('share'),
  set_target: z.string(),
  hash: z.string(),
  accept: z.boolean(),
});

const file = new URL('../../../../native/vectors/target.jsonl', import.meta.url);
const vectors = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): unknown => JSON.parse(line));

/** The vectors of one kind. */
function all<Schema extends z.ZodType>(schema: Schema): z.output<Schema>[] {
  return vectors.flatMap((vector) => schema.safeParse(vector).data ?? []);
}

const fromPrinted = (hex: string): bigint => BigInt(`0x${hex}`);

describe('the known answers', () => {
  it.each(all(bits))('%j', ({ bits, target, negative, overflow }) => {
    expect(targetOfBits(Number.parseInt(bits, 16))).toEqual({
      target: fromPrinted(target ?? '0'),
      negative,
      overflow,
    });
  });

  it.each(all(difficulty))('%j', ({ difficulty, diff1, target }) => {
    const [numerator = 0n, denominator = 0n] = difficulty.split('/').map(BigInt);
    const ofOne = fromPrinted(diff1);
    expect([targetOfOne.pool, targetOfOne.display]).toContain(ofOne);
    expect(targetOfDifficulty({ numerator, denominator }, ofOne)).toBe(fromPrinted(target));
  });

  it.each(all(share))('%j', ({ hash, set_target, accept }) => {
    expect(reaches(fromHex(hash), targetFromHex(set_target))).toBe(accept);
  });

  it('are all of one of these kinds', () => {
    const counts = [all(bits), all(difficulty), all(share)].map(({ length }) => length);
    expect(counts).toEqual([8, 12, 15]);
    expect(vectors).toHaveLength(35);
  });
});

describe('targetOfDifficulty', () => {
  it.each([
    [1, targetOfOne.pool],
    [64, (1n << 237n) - 1n],
    [0.5, (1n << 244n) - 2n],
    [1e-9, anyHash],
    [Number.MAX_VALUE, 0n],
  ])('of %d is exact', (difficulty, target) => {
    expect(targetOfDifficulty(difficulty, targetOfOne.pool)).toBe(target);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (difficulty) => {
    expect(() => targetOfDifficulty(difficulty, targetOfOne.pool)).toThrow(RangeError);
  });

  it.each([
    [0n, 1n],
    [-1n, 1n],
    [1n, 0n],
    [1n, -1n],
  ])('refuses %s/%s', (numerator, denominator) => {
    const refused = { numerator, denominator };
    expect(() => targetOfDifficulty(refused, targetOfOne.pool)).toThrow(RangeError);
  });

  it('is undone by difficultyOf, in each of the scales', () => {
    const between = double({ min: 0.1, max: 1e15, noNaN: true });
    assert(
      property(between, (difficulty) => {
        for (const ofOne of Object.values(targetOfOne)) {
          const target = targetBytes(targetOfDifficulty(difficulty, ofOne));
          expect(difficultyOf(target, ofOne) / difficulty).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('is as exact as that of Bitcoin', () => {
    assert(
      property(double({ min: 1e-6, max: 1e9, noNaN: true }), (difficulty) => {
        expect(targetOfDifficulty(difficulty, 0xffffn << 208n)).toBe(targetOf(difficulty));
      }),
    );
  });
});

describe('targetOfBits', () => {
  it.each([
    [0, 0n],
    [0x0100_1234, 0n],
    [0x0112_3456, 0x12n],
    [0x0212_3456, 0x1234n],
    [0x0312_3456, 0x12_3456n],
    [0x0412_3456, 0x1234_5600n],
    // What is shifted away takes its sign with it.
    [0x0180_3456, 0n],
    [0x2100_ffff, 0xffffn << 240n],
    [0x2200_00ff, 0xffn << 248n],
  ])('%s is %s', (bits, target) => {
    expect(targetOfBits(bits)).toEqual({ target, negative: false, overflow: false });
  });

  it('is none where bits remain that are negative', () => {
    expect(targetOfBits(0x01fe_dcba)).toEqual({ target: 0n, negative: true, overflow: false });
  });

  it('never gives more than 256 bits', () => {
    assert(
      property(integer({ min: 0, max: 2 ** 32 - 1 }), (bits) => {
        const { target, overflow, negative } = targetOfBits(bits);
        expect(target <= (overflow || negative ? 0n : anyHash)).toBe(true);
      }),
    );
  });
});

describe('a target', () => {
  it('travels with its most significant byte first, and comes back', () => {
    expect(targetToHex(shareTarget(64))).toBe(`00001fff${'f'.repeat(56)}`);
    assert(
      property(bigInt({ min: 0n, max: anyHash }), (number) => {
        const bytes = targetBytes(number);
        expect(targetFromHex(targetToHex(bytes))).toEqual(bytes);
        expect(BigInt(`0x${targetToHex(bytes)}`)).toBe(number);
      }),
    );
  });

  it('of difficulty 1 is reached by one hash of 8,192', () => {
    expect(Number((1n << 256n) / (targetOfOne.pool + 1n))).toBe(hashesPerDifficulty);
  });

  it('is reached by a hash that equals it, and by none above', () => {
    const target = shareTarget(3);
    expect(reaches(target, target)).toBe(true);
    expect(reaches(target.with(0, (target[0] ?? 0) + 1), target)).toBe(false);
    expect(reaches(target.with(31, 1), target)).toBe(false);
  });
});
