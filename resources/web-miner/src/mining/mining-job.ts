/** What the threads work on. */
export interface MiningJob {
  readonly jobId: string;
  /** 1,487 bytes: a Verus header with its solution, whose last 15 bytes are the nonce space. */
  readonly header: Uint8Array;
  /** 32 bytes, least significant first. */
  readonly target: Uint8Array;
  /** Nonces that are this client's; the last is one of them. */
  readonly firstNonce: number;
  readonly lastNonce: number;
}

const targetBytes = 32;

/** How many hashes a share of a target takes on average. @param target  32 bytes, least significant first */
export function hashesPerShare(target: Uint8Array): number {
  let value = 0;
  for (let index = targetBytes - 1; index >= 0; index -= 1) {
    value = value * 256 + (target[index] ?? 0);
  }
  return 2 ** (8 * targetBytes) / (value + 1);
}
