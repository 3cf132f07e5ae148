/** A Beam difficulty, as its nodes and pools pack it into 32 bits. */
export interface PackedDifficulty {
  /** By how many places the mantissa is shifted, 0 to 232. */
  readonly order: number;
  /** 24 bits, and the one before them that is not written: 2 ** 24 to 2 ** 25 - 1. */
  readonly mantissa: number;
  /** mantissa * 2 ** order, at most 2 ** 256 - 1. */
  readonly raw: bigint;
  /** Solutions that a share stands for, on average: raw / 2 ** 24. */
  readonly difficulty: number;
}

const mantissaBits = 24;
const hiddenBit = 2 ** mantissaBits;
/** The greatest difficulty, which stands for one that cannot be reached. */
const infinite = 232 * 2 ** mantissaBits;
const allOnes = (1n << 256n) - 1n;

/**
 * @param packed  0, the difficulty 1 that every solution reaches, to 3,892,314,112
 * @throws {RangeError}  when it is no whole number of that range
 */
export function unpackDifficulty(packed: number): PackedDifficulty {
  if (!Number.isInteger(packed) || packed < 0 || packed > infinite) {
    throw new RangeError(`a packed difficulty is from 0 to ${infinite}, not ${packed}`);
  }
  const order = packed >>> mantissaBits;
  const mantissa = hiddenBit + (packed % hiddenBit);
  return {
    order,
    mantissa,
    raw: packed === infinite ? allOnes : BigInt(mantissa) << BigInt(order),
    difficulty: mantissa * 2 ** (order - mantissaBits),
  };
}

/**
 * The packed form of a difficulty, rounded down to the 25 digits that it keeps.
 *
 * @param difficulty  solutions that a share stands for, on average: 1 or more, below 2 ** 232
 * @throws {RangeError}  when it is not
 */
export function packDifficulty(difficulty: number): number {
  if (!(difficulty >= 1 && difficulty < 2 ** 232)) {
    throw new RangeError(`a difficulty is from 1 to below 2 ** 232, not ${difficulty}`);
  }
  const guess = Math.floor(Math.log2(difficulty));
  // The logarithm may be rounded up to a whole number that it does not reach.
  const order = 2 ** guess > difficulty ? guess - 1 : guess;
  const fraction = difficulty / 2 ** order - 1;
  return order * hiddenBit + Math.floor(fraction * hiddenBit);
}

/**
 * Whether a solution reaches a difficulty: its hash, times the difficulty, is below 2 ** 256.
 *
 * @param sha256  of the 104 bytes of the solution: 32 bytes, most significant first
 * @param packed  the difficulty as Beam packs it
 * @throws {RangeError}  when the difficulty is none, or the hash has another length
 */
export function reachesPackedDifficulty(sha256: Uint8Array, packed: number): boolean {
  if (sha256.length !== 32) throw new RangeError(`a SHA-256 has 32 bytes, not ${sha256.length}`);
  const hash = sha256.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  return hash * unpackDifficulty(packed).raw < 1n << BigInt(256 + mantissaBits);
}
