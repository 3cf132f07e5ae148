/** What a node or pool lets its clients work on. */
export interface HdsJob {
  readonly id: string;
  /** 32 bytes: the hash of the block's header, which is followed by the nonce in what is solved. */
  readonly input: Uint8Array;
  /** What a share must reach, as Beam packs it; see `unpackDifficulty`. */
  readonly difficulty: number;
  /** Of the block; null where the pool does not tell it. */
  readonly height: number | null;
}

/** A found solution. */
export interface HdsShare {
  readonly jobId: string;
  /** 8 bytes in the order in which they are hashed. */
  readonly nonce: Uint8Array;
  /** 104 bytes: the indices and, with BeamHash III, the extra nonce. */
  readonly solution: Uint8Array;
}

export const nonceBytes = 8;

/** With each of the three BeamHashes. */
export const solutionBytes = 104;

/** Longest line between a node and its clients, without its end: 65,536 bytes with it. */
export const maxLineLength = 65_535;
