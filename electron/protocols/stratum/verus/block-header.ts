import type { VerusJob } from './job.ts';
import { nonceSpaceOffset as nonceSpaceInSolution, solutionBytes } from './solution.ts';

/** Where the fields begin in a header. */
export const headerOffsets = {
  version: 0,
  previousHash: 4,
  merkleRoot: 36,
  saplingRoot: 68,
  time: 100,
  bits: 104,
  nonce: 108,
  /** The length of the solution, as blocks write it: fd4005. */
  solutionLength: 140,
  solution: 143,
} as const;

export const headerNonceBytes = 32;
export const headerBytes: number = headerOffsets.solution + solutionBytes;
/** Where the 15 bytes begin that a client chooses: 1,472, all that is hashed with the last block. */
export const nonceSpaceOffset: number = headerOffsets.solution + nonceSpaceInSolution;

/** Says that 1,344 bytes follow, in headers and in shares. */
export const solutionLength: Uint8Array = Uint8Array.of(0xfd, 0x40, 0x05);

/**
 * The 1,487 bytes of a header, before anything is cleared for merge mining.
 *
 * @param nonce  32 bytes of the header's nonce field: {@link headerNonce}, or the pool's own
 * @throws {RangeError}  when it has another length
 */
export function verusHeader(job: VerusJob, nonce: Uint8Array): Uint8Array {
  if (nonce.length !== headerNonceBytes) {
    throw new RangeError(`the nonce of a header has 32 bytes, not ${nonce.length}`);
  }
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  view.setUint32(headerOffsets.version, job.version, true);
  header.set(job.previousHash, headerOffsets.previousHash);
  header.set(job.merkleRoot, headerOffsets.merkleRoot);
  header.set(job.saplingRoot, headerOffsets.saplingRoot);
  view.setUint32(headerOffsets.time, job.time, true);
  view.setUint32(headerOffsets.bits, job.bits, true);
  header.set(nonce, headerOffsets.nonce);
  header.set(solutionLength, headerOffsets.solutionLength);
  header.set(job.solution, headerOffsets.solution);
  return header;
}

/**
 * The nonce field of a header whose nonce is the client's: extranonce1 and what the client adds.
 *
 * @throws {RangeError}  when both together have more than 32 bytes
 */
export function headerNonce(
  extranonce1: Uint8Array,
  nonce2: Uint8Array = new Uint8Array(headerNonceBytes - extranonce1.length),
): Uint8Array {
  const nonce = new Uint8Array(headerNonceBytes);
  nonce.set(extranonce1);
  nonce.set(nonce2, extranonce1.length);
  return nonce;
}
