import { assert, bigInt, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetBytes } from '../bitcoin/difficulty.ts';
import { fromHex, toHex } from '../bitcoin/hex.ts';
import { difficultyOf, difficultyOfHash, fullTarget, reaches, targetOf } from './target.ts';

/** What XMRig makes of a short target: 64 bits, which the highest 64 of a hash must be below. */
function xmrigTarget(target: Uint8Array): bigint {
  const number = BigInt(`0x${toHex(target.toReversed())}`);
  return target.length === 8 ? number : (2n ** 64n - 1n) / ((2n ** 32n - 1n) / number);
}

describe('a target', () => {
  // 100 and 200 stand in recorded jobs of monero-pool, 10,000 in those of a scripted pool.
  it.each([
    [1n, 4, 'ffffffff'],
    [100n, 4, '285c8f02'],
    [200n, 4, '14ae4701'],
    [10_000n, 4, 'b88d0600'],
    [65_535n, 4, '01000100'],
    [100n, 8, '5c8fc2f5285c8f02'],
    [4_294_967_295n, 8, '0100000001000000'],
    [1n, 32, 'ff'.repeat(32)],
    [2n, 32, `${'ff'.repeat(31)}7f`],
  ] as const)('of difficulty %s in %i bytes is %s', (difficulty, bytes, hex) => {
    expect(toHex(targetOf(difficulty, bytes))).toBe(hex);
    expect(difficultyOf(fromHex(hex))).toBe(difficulty);
  });

  it.each([
    [4, 2n ** 16n - 1n],
    [8, 2n ** 32n - 1n],
    [32, 2n ** 64n],
  ] as const)('of %i bytes gives its difficulty back, up to %s', (bytes, highest) => {
    assert(
      property(bigInt(1n, highest), (difficulty) => {
        expect(difficultyOf(targetOf(difficulty, bytes))).toBe(difficulty);
      }),
      { numRuns: 2_000 },
    );
    expect(difficultyOf(targetOf(highest, bytes))).toBe(highest);
  });

  it.each([
    [4, 2n ** 16n],
    [8, 2n ** 32n],
  ] as const)('of %i bytes is one too hard for the first that it cannot hold', (bytes, first) => {
    expect(difficultyOf(targetOf(first, bytes))).toBe(first + 1n);
  });

  it('is never easier than the difficulty asked for', () => {
    assert(
      property(bigInt(1n, 2n ** 32n - 1n), (difficulty) => {
        expect(difficultyOf(targetOf(difficulty, 4))).toBeGreaterThanOrEqual(difficulty);
      }),
    );
  });

  it('is the hardest there is where the difficulty does not fit', () => {
    expect(toHex(targetOf(2n ** 40n, 4))).toBe('01000000');
    expect(toHex(targetOf(2n ** 70n, 8))).toBe('0100000000000000');
  });

  it('is made of whole difficulties only', () => {
    expect(targetOf(100.9, 4)).toEqual(targetOf(100n, 4));
    for (const difficulty of [0, 0.5, -1, 0n]) {
      expect(() => targetOf(difficulty, 8)).toThrow(RangeError);
    }
    for (const difficulty of [Number.NaN, Infinity]) {
      expect(() => targetOf(difficulty, 8)).toThrow(RangeError);
    }
  });
});

describe('the full target', () => {
  it.each([4, 8] as const)('of %i bytes lets through all that XMRig finds', (bytes) => {
    assert(
      property(
        uint8Array({ minLength: bytes, maxLength: bytes }).filter((all) => all.some(Boolean)),
        (target) => {
          const hardest = xmrigTarget(target) * 2n ** 192n - 1n;
          expect(reaches(targetBytes(hardest), fullTarget(target))).toBe(true);
        },
      ),
    );
  });

  it('is where hash * difficulty stays below 2 ** 256', () => {
    assert(
      property(bigInt(1n, 2n ** 32n - 1n), (difficulty) => {
        const target = BigInt(`0x${toHex(fullTarget(targetOf(difficulty, 8)).toReversed())}`);
        expect(target * difficulty).toBeLessThan(2n ** 256n);
        expect((target + 1n) * difficulty).toBeGreaterThanOrEqual(2n ** 256n);
      }),
    );
  });

  it('of 32 bytes is itself', () => {
    const target = Uint8Array.from({ length: 32 }, (_, index) => index);
    expect(fullTarget(target)).toEqual(target);
  });
});

it('a hash has the difficulty that it would just have reached', () => {
  const hash = targetBytes((2n ** 256n - 1n) / 5_000n);
  expect(difficultyOfHash(hash)).toBe(5_000n);
  expect(reaches(hash, fullTarget(targetOf(5_000n, 8)))).toBe(true);
  expect(reaches(hash, fullTarget(targetOf(5_001n, 8)))).toBe(false);
  expect(difficultyOfHash(new Uint8Array(32))).toBe(2n ** 256n - 1n);
});
