/**
 * Targets that difficulty 1 stands for. Pools of scrypt coins count in units of 2 ** 16 hashes, so their
 * difficulties are 65,536 times those of Bitcoin for the same target.
 */
export const targetOfOne = {
  /** The easiest of the first Bitcoin network, compact form 1d00ffff. */
  sha256d: 0xffffn << 208n,
  scrypt: 0xffffn << 224n,
} as const;

/** Largest 256-bit number: every hash reaches it. */
export const anyHash: bigint = (1n << 256n) - 1n;

/** Hashes that a share of difficulty 1 stands for, on average: 2 ** 256 / (0xffff * 2 ** 208). */
export const hashesPerDifficulty: number = 2 ** 48 / 0xffff;

/** The same on pools of scrypt coins: 2 ** 256 / (0xffff * 2 ** 224). */
export const hashesPerScryptDifficulty: number = 2 ** 32 / 0xffff;

/**
 * The number that a hash must not be above.
 *
 * @param difficulty   as the pool states it, > 0; fractions are exact
 * @param difficulty1  the target of difficulty 1
 * @throws {RangeError}  when it is not above zero or not finite
 */
export function targetOf(difficulty: number, difficulty1: bigint = targetOfOne.sha256d): bigint {
  if (!(difficulty > 0) || !Number.isFinite(difficulty)) {
    throw new RangeError(`difficulty must be above zero, not ${difficulty}`);
  }
  const { numerator, denominator } = fractionOf(difficulty);
  const target = (difficulty1 * denominator) / numerator;
  return target > anyHash ? anyHash : target;
}

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The very number, without rounding: every one is a whole number divided by a power of two. */
export function fractionOf(value: number): Fraction {
  let whole = value;
  let denominator = 1n;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(whole), denominator };
}

/** The difficulty that a hash would just have reached; Infinity for the hash of all zeros. */
export function difficultyOf(hash: Uint8Array, difficulty1: bigint = targetOfOne.sha256d): number {
  return Number(difficulty1) / Number(toNumber(hash));
}

/** A target in the form in which kernels compare it: 32 bytes, least significant first. */
export function targetBytes(target: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  let rest = target;
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** Whether a hash, in the order in which it was computed, is not above the target. */
export function reaches(hash: Uint8Array, target: bigint): boolean {
  return toNumber(hash) <= target;
}

/** A hash or target, least significant byte first, as the number it is compared as. */
export function toNumber(hash: Uint8Array): bigint {
  return hash.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
