/** What a pool lets its clients work on; all bytes in the order in which they are hashed. */
export interface StratumJob {
  readonly id: string;
  /** 32 bytes */
  readonly previousHash: Uint8Array;
  /** The coinbase transaction before and after the extranonces. */
  readonly coinbase1: Uint8Array;
  readonly coinbase2: Uint8Array;
  /** Hashes, 32 bytes each, that lead from the coinbase transaction to the merkle root. */
  readonly merkleBranch: readonly Uint8Array[];
  readonly version: number;
  /** Target of the network in compact form. */
  readonly bits: number;
  /** Epoch seconds */
  readonly time: number;
  /** Whether shares of earlier jobs are worth nothing from now on. */
  readonly cleanJobs: boolean;
}

/** A found solution. */
export interface StratumShare {
  readonly worker: string;
  readonly jobId: string;
  readonly extranonce2: Uint8Array;
  /** Epoch seconds */
  readonly time: number;
  readonly nonce: number;
  /** Bits of the version that the client chose; absent where it has not asked to choose any. */
  readonly versionBits?: number;
}

/** What the pool gives a client to tell its work from that of all others. */
export interface Extranonce {
  readonly extranonce1: Uint8Array;
  /** Length of the part that the client chooses, bytes. */
  readonly extranonce2Bytes: number;
}

/**
 * Turns each group of four bytes around: on the wire the previous hash is a row of 32-bit words.
 * Applied twice it changes nothing.
 */
export function swapWords(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 3] ?? 0);
}
