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
  /** Bytes of the header that this client may choose as it likes; null: it is not told of any. */
  readonly chosen: { readonly offset: number; readonly length: number } | null;
  /** How often they have been chosen anew. */
  readonly round: number;
}

/**
 * The same job once all of its nonces are tried: with the next choice of the bytes that are free.
 *
 * @returns null where there are none, or none that were not tried
 */
export function nextRound(job: MiningJob): MiningJob | null {
  const { chosen } = job;
  const round = job.round + 1;
  if (!chosen || round >= 256 ** chosen.length) return null;
  const header = Uint8Array.from(job.header);
  for (let index = 0, rest = round; index < chosen.length; index += 1) {
    header[chosen.offset + index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return { ...job, header, round };
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
