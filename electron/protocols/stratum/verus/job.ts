/** What a pool lets its clients work on; all bytes in the order in which they are hashed. */
export interface VerusJob {
  readonly id: string;
  readonly version: number;
  /** 32 bytes */
  readonly previousHash: Uint8Array;
  /** 32 bytes */
  readonly merkleRoot: Uint8Array;
  /** 32 bytes; the root of the shielded transactions. */
  readonly saplingRoot: Uint8Array;
  /** Epoch seconds; a share has exactly this time. */
  readonly time: number;
  /** Target of the network in compact form. */
  readonly bits: number;
  /** Whether shares of earlier jobs are worth nothing from now on. */
  readonly cleanJobs: boolean;
  /** 1,344 bytes; the template of the solution, of which the client changes the last 15 bytes. */
  readonly solution: Uint8Array;
}

/** A found solution. */
export interface VerusShare {
  readonly worker: string;
  readonly jobId: string;
  /** Epoch seconds */
  readonly time: number;
  /** What follows extranonce1 in the nonce of the header; both together have 32 bytes. */
  readonly nonce2: Uint8Array;
  /** 1,344 bytes: the template, with the nonce space that was found. */
  readonly solution: Uint8Array;
}
