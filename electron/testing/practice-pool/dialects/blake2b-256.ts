const wordMask = (1n << 64n) - 1n;
const blockBytes = 128;
const hashBytes = 32;

/** The first fractional digits of square roots of primes, as SHA-512 begins with them (RFC 7693). */
const initial = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
] as const;

/** In what order each round takes the words of the message; rounds 10 and 11 begin anew. */
const orders = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const;
const rounds = 12;

/** The columns of the state, then its diagonals. */
const quarters = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/**
 * BLAKE2b with a digest of 32 bytes and a personalisation, which Node's own has not (RFC 7693). It is
 * written for a few hundred bytes now and then, and shares nothing with the kernels.
 *
 * @param personalisation  16 characters of ASCII
 * @returns                32 bytes
 */
export function blake2b256(input: Uint8Array, personalisation: string): Uint8Array {
  const parameters = new Uint8Array(64);
  // The length of the digest, no key, one leaf of depth one.
  parameters.set([hashBytes, 0, 1, 1]);
  parameters.set(new TextEncoder().encode(personalisation), 48);
  const state = wordsOf(parameters).map((word, index) => word ^ (initial[index] ?? 0n));

  const blocks = Math.max(1, Math.ceil(input.length / blockBytes));
  const padded = new Uint8Array(blocks * blockBytes);
  padded.set(input);
  for (let block = 1; block <= blocks; block += 1) {
    const isLast = block === blocks;
    const counted = isLast ? input.length : block * blockBytes;
    const message = wordsOf(padded.subarray((block - 1) * blockBytes, block * blockBytes));
    compress(state, message, BigInt(counted), isLast);
  }

  const output = new DataView(new ArrayBuffer(state.length * 8));
  for (const [index, word] of state.entries()) output.setBigUint64(index * 8, word, true);
  return new Uint8Array(output.buffer, 0, hashBytes);
}

function compress(state: bigint[], message: readonly bigint[], counted: bigint, isLast: boolean) {
  const v = [...state, ...initial];
  v[12] = (v[12] ?? 0n) ^ counted;
  if (isLast) v[14] = (v[14] ?? 0n) ^ wordMask;
  for (let round = 0; round < rounds; round += 1) {
    const order = orders[round % orders.length] ?? orders[0];
    for (const [index, quarter] of quarters.entries()) {
      mix(
        v,
        quarter,
        message[order[index * 2] ?? 0] ?? 0n,
        message[order[index * 2 + 1] ?? 0] ?? 0n,
      );
    }
  }
  for (const [index, word] of state.entries()) {
    state[index] = word ^ (v[index] ?? 0n) ^ (v[index + 8] ?? 0n);
  }
}

function mix(
  v: bigint[],
  [a, b, c, d]: readonly [number, number, number, number],
  x: bigint,
  y: bigint,
) {
  let [wa = 0n, wb = 0n, wc = 0n, wd = 0n] = [v[a], v[b], v[c], v[d]];
  for (const [word, turnD, turnB] of [
    [x, 32n, 24n],
    [y, 16n, 63n],
  ] as const) {
    wa = (wa + wb + word) & wordMask;
    wd = rotateRight(wd ^ wa, turnD);
    wc = (wc + wd) & wordMask;
    wb = rotateRight(wb ^ wc, turnB);
  }
  v[a] = wa;
  v[b] = wb;
  v[c] = wc;
  v[d] = wd;
}

function rotateRight(word: bigint, by: bigint): bigint {
  return ((word >> by) | (word << (64n - by))) & wordMask;
}

function wordsOf(bytes: Uint8Array): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 8 }, (_, index) => view.getBigUint64(index * 8, true));
}
