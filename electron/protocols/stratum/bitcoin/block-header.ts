import type { StratumJob } from './job.ts';

/** Hash of the algorithm that the coin uses for its transactions: double SHA-256 on Bitcoin. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** What a client chooses in a job. */
export interface Choice {
  readonly extranonce1: Uint8Array;
  readonly extranonce2: Uint8Array;
  /** Epoch seconds */
  readonly time: number;
  readonly nonce: number;
}

/** Where the nonce begins in a header. */
export const nonceOffset = 76;

/**
 * The 80 bytes that are hashed.
 *
 * @param hash  of transactions and of the merkle tree
 */
export function blockHeader(job: StratumJob, choice: Choice, hash: Hash): Uint8Array {
  const { extranonce1, extranonce2 } = choice;
  const coinbase = concatBytes(job.coinbase1, extranonce1, extranonce2, job.coinbase2);
  const header = new Uint8Array(80);
  const view = new DataView(header.buffer);
  view.setUint32(0, job.version, true);
  header.set(job.previousHash, 4);
  header.set(merkleRoot(hash(coinbase), job.merkleBranch, hash), 36);
  view.setUint32(68, choice.time, true);
  view.setUint32(72, job.bits, true);
  view.setUint32(nonceOffset, choice.nonce, true);
  return header;
}

/** The root of a tree in which the coinbase transaction is the first leaf. */
export function merkleRoot(
  coinbaseHash: Uint8Array,
  branch: readonly Uint8Array[],
  hash: Hash,
): Uint8Array {
  return branch.reduce((root, sibling) => hash(concatBytes(root, sibling)), coinbaseHash);
}

function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
