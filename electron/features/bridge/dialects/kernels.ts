/** Which fields of a header are cleared before hashing; see the rules of the kernels. */
export type HeaderRule = 'node' | 'pool' | 'miner';

/** A header whose end may still be chosen. */
export interface PreparedHeader extends Disposable {
  /** @returns 32 bytes in the order in which they were computed */
  check(tail: Uint8Array): Uint8Array;
}

/** Computes the hashes that shares are checked by. */
export interface HashKernel {
  hash(input: Uint8Array): Uint8Array;
  /** @throws {AppError}  where there are too many already */
  prepareJob(header: Uint8Array, rule?: HeaderRule): PreparedHeader;
}

/** Checks the solutions of Beam and Hds. */
export interface SolutionKernel {
  /** @returns `valid`, or what is wrong in a word */
  verifyBeam(
    generation: 1 | 2 | 3,
    input: Uint8Array,
    nonce: Uint8Array,
    solution: Uint8Array,
  ): string;
  beamTargetReached(solution: Uint8Array, packed: number): boolean;
}

/** What a bridge checks shares with; the pool alone decides where there is nothing. */
export interface ShareKernels {
  /** Backend and path, `native aes-ni`; null: shares are not checked. */
  readonly name: string | null;
  readonly hash: HashKernel | null;
  readonly solutions: SolutionKernel | null;
}

export const noKernels: ShareKernels = { name: null, hash: null, solutions: null };
