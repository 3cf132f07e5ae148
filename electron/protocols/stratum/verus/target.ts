import {
  anyHash,
  fractionOf,
  targetBytes,
  toNumber,
  type Fraction,
} from '../bitcoin/difficulty.ts';
import { fromHex, toHex } from '../bitcoin/hex.ts';

/**
 * Targets that difficulty 1 stands for. Programs differ, so a difficulty says something only beside
 * the one it was made with.
 */
export const targetOfOne = {
  /** VerusCoin's pools since 2020. */
  pool: (1n << 243n) - 1n,
  /** What ccminer shows, and Miningcore: 0x0f0f…0f. */
  display: ((1n << 256n) - 1n) / 17n,
} as const;

/** Hashes that a share of difficulty 1 of a pool stands for, on average. */
export const hashesPerDifficulty: number = 2 ** 13;

/**
 * The number that a hash must not be above.
 *
 * @param difficulty   > 0; fractions are exact
 * @param difficulty1  the target of difficulty 1
 * @throws {RangeError}  when it is not above zero or not finite
 */
export function targetOfDifficulty(difficulty: Fraction | number, difficulty1: bigint): bigint {
  const isNumber = typeof difficulty === 'number';
  if (isNumber && !Number.isFinite(difficulty)) throw notAboveZero(difficulty);
  const { numerator, denominator } = isNumber ? fractionOf(difficulty) : difficulty;
  if (numerator <= 0n || denominator <= 0n) throw notAboveZero(`${numerator}/${denominator}`);
  const target = (difficulty1 * denominator) / numerator;
  return target > anyHash ? anyHash : target;
}

function notAboveZero(difficulty: number | string): RangeError {
  return new RangeError(`difficulty must be above zero, not ${difficulty}`);
}

/** The difficulty that a hash or a target, least significant byte first, stands for. */
export function difficultyOf(hash: Uint8Array, difficulty1: bigint): number {
  return Number(difficulty1) / Number(toNumber(hash));
}

export interface TargetOfBits {
  /** 0 where the bits stand for no target. */
  readonly target: bigint;
  readonly negative: boolean;
  readonly overflow: boolean;
}

/**
 * Reads the compact form of a header: a length in bytes, a sign and 23 bits, as Bitcoin defined it.
 *
 * @param bits  0 to 2 ** 32 - 1
 */
export function targetOfBits(bits: number): TargetOfBits {
  const length = bits >>> 24;
  const places = BigInt(length - 3) * 8n;
  const mantissa = BigInt(bits & 0x7f_ffff);
  const size = places < 0n ? mantissa >> -places : mantissa << places;
  const negative = size !== 0n && (bits & 0x80_0000) !== 0;
  const overflow = size > anyHash;
  return { target: negative || overflow ? 0n : size, negative, overflow };
}

/** Whether a hash is not above the target; both 32 bytes, least significant first. */
export function reaches(hash: Uint8Array, target: Uint8Array): boolean {
  return toNumber(hash) <= toNumber(target);
}

/** A target as it travels: 64 digits, most significant first. @param target  32 bytes, least first */
export function targetToHex(target: Uint8Array): string {
  return toHex(target.toReversed());
}

/** @returns 32 bytes, least significant first  @param hex  64 digits */
export function targetFromHex(hex: string): Uint8Array {
  return fromHex(hex).toReversed();
}

/** {@link targetOfDifficulty} in the form in which kernels compare it: 32 bytes, least first. */
export function shareTarget(difficulty: number): Uint8Array {
  return targetBytes(targetOfDifficulty(difficulty, targetOfOne.pool));
}
