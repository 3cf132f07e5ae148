import { headerNonceBytes, headerOffsets } from './block-header.ts';
import { chainIdBytes, pbaasHeadersOffset } from './solution.ts';

/** The two Merkle mountain range roots of a solution: 32 bytes each, side by side. */
const mmrRootsOffset = 8;
const mmrRootsBytes = 64;

const rootsBytes = 96;
const bitsBytes = 4;
const preHeaderBytes: number = rootsBytes + headerNonceBytes + bitsBytes + mmrRootsBytes;

/** With it BLAKE2b is made another function for each use; this is the one of pre-headers. */
export const preHeaderPersonalisation = 'VerusDefaultHash';

/**
 * What is cleared in a merge-mined header before hashing: 196 bytes. Its BLAKE2b-256 hash, made with
 * {@link preHeaderPersonalisation}, stands in the solution instead.
 *
 * @param header  1,487 bytes
 */
export function preHeaderOf(header: Uint8Array): Uint8Array {
  const { previousHash, nonce, bits, solution } = headerOffsets;
  const mmrRoots = solution + mmrRootsOffset;
  const preHeader = new Uint8Array(preHeaderBytes);
  preHeader.set(header.subarray(previousHash, previousHash + rootsBytes));
  preHeader.set(header.subarray(nonce, nonce + headerNonceBytes), rootsBytes);
  preHeader.set(header.subarray(bits, bits + bitsBytes), rootsBytes + headerNonceBytes);
  preHeader.set(
    header.subarray(mmrRoots, mmrRoots + mmrRootsBytes),
    rootsBytes + headerNonceBytes + bitsBytes,
  );
  return preHeader;
}

/** Where the hash of the first PBaaS header stands in a solution: 32 bytes. */
export const firstPreHeaderHashOffset: number = pbaasHeadersOffset + chainIdBytes;
