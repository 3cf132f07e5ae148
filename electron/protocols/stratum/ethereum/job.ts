/** What Ethash hashes; all bytes in the order in which they are hashed. */
export interface EthashWork {
  /** 32 bytes: the header without its nonce. */
  readonly headerHash: Uint8Array;
  /** 32 bytes; says which data set (DAG) is needed. */
  readonly seedHash: Uint8Array;
}

/** A job of an eth-proxy pool. Its header names it. */
export interface EthProxyJob extends EthashWork {
  /** The number that a hash, most significant byte first, must not be above. */
  readonly target: bigint;
  /** Of the block; not all pools tell. */
  readonly height?: number;
}

/** A solution for an eth-proxy pool. */
export interface EthProxyShare {
  /** 8 bytes, most significant first. */
  readonly nonce: Uint8Array;
  /** 32 bytes: of which job. */
  readonly headerHash: Uint8Array;
  /** 32 bytes: what the data set gave on the way to the hash. */
  readonly mixHash: Uint8Array;
}

/** A job of an EthereumStratum pool; the difficulty was told before it. */
export interface EthereumStratumJob extends EthashWork {
  /** Hexadecimal digits, 1 to 64: ethminer keeps it as a number. */
  readonly id: string;
  /** Whether shares of earlier jobs are worth nothing from now on. */
  readonly cleanJobs: boolean;
}

/** A solution for an EthereumStratum pool. */
export interface EthereumStratumShare {
  readonly worker: string;
  readonly jobId: string;
  /** What the client chose: the nonce without the extranonce, most significant byte first. */
  readonly minerNonce: Uint8Array;
}

export const nonceBytes = 8;

/**
 * The nonce that was hashed: the pool's part, then the client's.
 *
 * @returns 8 bytes, most significant first
 * @throws {RangeError}  when they are not 8 bytes together
 */
export function fullNonce(extranonce: Uint8Array, minerNonce: Uint8Array): Uint8Array {
  if (extranonce.length + minerNonce.length !== nonceBytes) {
    throw new RangeError(`a nonce has ${nonceBytes - extranonce.length} bytes here`);
  }
  return Uint8Array.of(...extranonce, ...minerNonce);
}
