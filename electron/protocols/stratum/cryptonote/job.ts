/** What a pool lets its clients work on. */
export interface CryptonoteJob {
  readonly id: string;
  /** What is hashed, 43 to 407 bytes; the nonce stands at {@link nonceOffset}. */
  readonly blob: Uint8Array;
  /** As the pool states it: 4, 8 or 32 bytes, least significant first. What it means: `target.ts`. */
  readonly target: Uint8Array;
  /** Such as `rx/0`; many pools do not tell. */
  readonly algorithm?: string;
  readonly height?: number;
  /** 32 bytes; what RandomX makes its data set of. */
  readonly seedHash?: Uint8Array;
  /** 32 bytes; null where the pool says that none is known yet. */
  readonly nextSeedHash?: Uint8Array | null;
}

/** A found solution. */
export interface CryptonoteShare {
  readonly jobId: string;
  /** 4 bytes as they stand in the blob, least significant first. */
  readonly nonce: Uint8Array;
  /** 32 bytes, least significant first. */
  readonly hash: Uint8Array;
  /** Told by clients of pools that say the algorithm of a job. */
  readonly algorithm?: string;
}

/** Where the nonce stands in the blob, and how long it is. */
export const nonceOffset = 39;
export const nonceBytes = 4;
