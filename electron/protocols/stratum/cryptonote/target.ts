import { anyHash, targetBytes, toNumber } from '../bitcoin/difficulty.ts';

/** Widths in which pools write a target, bytes. Four is what every miner takes. */
export type TargetBytes = 4 | 8 | 32;

/**
 * The difficulty that a target was made of: hashes that one share takes on average. It is the very
 * number up to 2 ** 16 - 1 in 4 bytes and up to 2 ** 32 - 1 in 8; above it is somewhat higher, as in
 * XMRig.
 *
 * @param target  4, 8 or 32 bytes, least significant first, above zero
 */
export function difficultyOf(target: Uint8Array): bigint {
  return largest(target.length) / toNumber(target);
}

/**
 * A target as it travels: 4, 8 or 32 bytes, least significant first. A difficulty too high for the
 * width gives the hardest target it has.
 *
 * @param difficulty  1 or more; rounded down
 * @throws {RangeError}  when it is below 1
 */
export function targetOf(difficulty: bigint | number, bytes: TargetBytes): Uint8Array {
  const whole = typeof difficulty === 'bigint' ? difficulty : BigInt(Math.floor(difficulty));
  if (whole < 1n) throw new RangeError(`difficulty must be 1 or more, not ${difficulty}`);
  const target = largest(bytes) / whole;
  return targetBytes(target === 0n ? 1n : target).slice(0, bytes);
}

/**
 * The number that a hash must not be above so that a pool takes it: hash * difficulty < 2 ** 256.
 * What XMRig finds by the short forms is never above it.
 *
 * @param target  4, 8 or 32 bytes, least significant first, above zero
 * @returns       32 bytes, least significant first, as kernels compare it
 */
export function fullTarget(target: Uint8Array): Uint8Array {
  return target.length === 32 ? target : targetBytes(anyHash / difficultyOf(target));
}

/** Whether a hash is not above the full target; both 32 bytes, least significant first. */
export function reaches(hash: Uint8Array, target: Uint8Array): boolean {
  return toNumber(hash) <= toNumber(target);
}

/** The difficulty that a hash, 32 bytes, least significant first, would just have reached. */
export function difficultyOfHash(hash: Uint8Array): bigint {
  const number = toNumber(hash);
  return number === 0n ? anyHash : anyHash / number;
}

function largest(bytes: number): bigint {
  return (1n << BigInt(bytes * 8)) - 1n;
}
