import type { VerusJob } from './job.ts';

/**
 * Of what the solution of a Verus block consists: it is no proof but a place for more of the header.
 * Its template comes with each job, and only the last 15 bytes, the nonce space, are the client's.
 */
export const solutionBytes = 1_344;

/** The part of the solution that a client chooses. */
export const nonceSpaceBytes = 15;

/** Where the nonce space begins in the solution. */
export const nonceSpaceOffset: number = solutionBytes - nonceSpaceBytes;

/** Where the counter begins in the nonce space: a number of 32 bits, least significant byte first. */
export const counterOffset: number = nonceSpaceBytes - 4;

/** Where the headers of merge-mined chains begin; each has a chain's id and a hash of 32 bytes. */
export const pbaasHeadersOffset = 72;
export const chainIdBytes = 20;

/** First version of which the nonce of the header is not hashed, where there are PBaaS headers. */
const clearedSince = 7;

/** Tells which hash the chain uses: 1 and 2 → VerusHash 2.0, 3 → 2.1, 4 and more → 2.2. */
export function solutionVersion(solution: Uint8Array): number {
  return new DataView(solution.buffer, solution.byteOffset).getUint32(0, true);
}

/** How many chains are mined at once, this one included. */
export function pbaasHeaderCount(solution: Uint8Array): number {
  return solution[5] ?? 0;
}

/**
 * Whether the client chooses the nonce of the header, too. It then begins with extranonce1. Otherwise
 * that nonce is the pool's: the solution commits to it, and it is cleared before hashing.
 */
export function isHeaderNonceFree(solution: Uint8Array): boolean {
  return solutionVersion(solution) < clearedSince || pbaasHeaderCount(solution) === 0;
}

export interface NonceSpaceChoice {
  /** 0 to 11 bytes; pools give 4, and look for them in the nonce space. */
  readonly extranonce1: Uint8Array;
  /** What tells threads, or the clients of a proxy, apart; zeros follow up to the counter. */
  readonly middle?: Uint8Array;
  /** 0 to 2 ** 32 - 1 */
  readonly counter?: number;
}

/**
 * The 15 bytes a client chooses: extranonce1, what the client adds, zeros, and the counter in the
 * last four.
 *
 * @throws {RangeError}  when extranonce1 and middle have more than 11 bytes together
 */
export function nonceSpace(choice: NonceSpaceChoice): Uint8Array {
  const { extranonce1, middle = new Uint8Array(), counter = 0 } = choice;
  if (extranonce1.length + middle.length > counterOffset) {
    throw new RangeError(
      `extranonces have ${extranonce1.length + middle.length} bytes, at most ${counterOffset} fit`,
    );
  }
  const bytes = new Uint8Array(nonceSpaceBytes);
  bytes.set(extranonce1);
  bytes.set(middle, extranonce1.length);
  new DataView(bytes.buffer).setUint32(counterOffset, counter, true);
  return bytes;
}

/**
 * The solution a share is sent with. It has the roots of the template, which are only cleared while
 * hashing.
 *
 * @param space  15 bytes
 */
export function submittedSolution({ solution }: Pick<VerusJob, 'solution'>, space: Uint8Array) {
  const submitted = Uint8Array.from(solution);
  submitted.set(space, nonceSpaceOffset);
  return submitted;
}
