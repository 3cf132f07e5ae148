import type { PoolJob, VerusPoolJob } from '../../../pool-session/pool-session.ts';
import {
  anyHash,
  fractionOf,
  targetBytes,
  toNumber,
} from '../../../protocols/stratum/bitcoin/difficulty.ts';
import {
  headerNonce,
  headerNonceBytes,
  nonceSpaceOffset,
  verusHeader,
} from '../../../protocols/stratum/verus/block-header.ts';
import {
  counterOffset,
  isHeaderNonceFree,
  nonceSpaceBytes,
  submittedSolution,
} from '../../../protocols/stratum/verus/solution.ts';
import {
  difficultyOf,
  hashesPerDifficulty,
  targetOfOne,
} from '../../../protocols/stratum/verus/target.ts';
import { Aims, isWithin, type Aim } from '../core/aim.ts';
import type { ShareKeys } from '../core/share-keys.ts';
import { sliceBytes } from '../core/slices.ts';
import { refusal, type Claim, type Refusal, type Seat, type Work } from '../core/work.ts';
import { jobOf, type WorkParts } from './dialect.ts';
import type { HashKernel, PreparedHeader } from './kernels.ts';

/**
 * Bytes behind the pool's extranonce that tell clients apart. Three are enough for all; where the
 * pool's is long, two leave room for what the client chooses itself.
 */
export function sliceWidth({ extranonce1 }: VerusPoolJob): number {
  const room = counterOffset - extranonce1.length;
  return Math.max(0, Math.min(extranonce1.length <= 4 ? 3 : 2, room));
}

/**
 * Bytes that a browser finds behind its slice. Pools give the same job again under another id, and a
 * browser counts its nonces from the beginning each time: without them it would find its shares twice.
 */
export function roundBytes({ job, number }: Pick<VerusWork, 'job' | 'number'>): Uint8Array {
  const width = Math.max(0, xnonce2Bytes(job) - sliceWidth(job));
  return Uint8Array.from({ length: width }, (_, byte) => (number >>> (8 * byte)) & 0xff);
}

/** Real browsers expect four bytes; where the pool's part is long, there are fewer up to the counter. */
export function xnonce2Bytes({ extranonce1 }: VerusPoolJob): number {
  return Math.min(4, counterOffset - extranonce1.length);
}

/** A job of VerusHash, prepared so that a share costs one step of 47. */
export class VerusWork implements Work {
  readonly key: string;
  readonly number: number;
  readonly openedAt: number;
  readonly clean: boolean;
  readonly job: VerusPoolJob;
  readonly seen: ShareKeys;
  readonly aims: Aims;
  /** Whether the nonce of the header is the client's and hashed, as before merge mining. */
  readonly isNonceFree: boolean;
  readonly #kernel: HashKernel | null;
  readonly #prepared: PreparedHeader | null;

  constructor(poolJob: PoolJob, { key, number, openedAt, clean, seen, kernels }: WorkParts) {
    const pool = jobOf(poolJob, 'verus');
    const { job, target, extranonce1 } = pool;
    this.key = key;
    this.number = number;
    this.openedAt = openedAt;
    this.clean = clean;
    this.seen = seen;
    this.job = pool;
    this.aims = new Aims((factor) => aimOf(target, factor));
    this.isNonceFree = isHeaderNonceFree(job.solution);
    this.#kernel = kernels.hash;
    // What is cleared is cleared without a look: the pool's nonce, to which it commits, is not told.
    this.#prepared =
      this.isNonceFree || !kernels.hash
        ? null
        : kernels.hash.prepareJob(verusHeader(job, headerNonce(extranonce1)), 'miner');
  }

  /** The pool's extranonce with the client's slice behind it. */
  extranonce1({ slice }: Seat): Uint8Array {
    const { extranonce1 } = this.job;
    const width = sliceWidth(this.job);
    const own = new Uint8Array(extranonce1.length + width);
    own.set(extranonce1);
    own.set(sliceBytes(slice, width), extranonce1.length);
    return own;
  }

  /** @returns null where there is no kernel  @param nonce  32 bytes  @param space  15 bytes */
  hash(nonce: Uint8Array, space: Uint8Array): Uint8Array | null {
    if (this.#prepared) return this.#prepared.check(space);
    if (!this.#kernel) return null;
    const header = verusHeader(this.job.job, nonce);
    header.set(space, nonceSpaceOffset);
    return this.#kernel.hash(header);
  }

  [Symbol.dispose](): void {
    this.#prepared?.[Symbol.dispose]();
  }
}

/** Far beyond any network, and small enough to be reckoned with. */
const mostDifficulty = 1e200;

function aimOf(target: Uint8Array, factor: number): Aim {
  // A target of zero, which nothing reaches, has no difficulty that could be written.
  const difficulty = Math.min(mostDifficulty, difficultyOf(target, targetOfOne.pool) * factor);
  const hashes = difficulty * hashesPerDifficulty;
  if (factor === 1) return { difficulty, hashes, target, packed: 0 };
  const { numerator, denominator } = fractionOf(factor);
  const eased = (toNumber(target) * denominator) / numerator;
  return { difficulty, hashes, target: targetBytes(eased > anyHash ? anyHash : eased), packed: 0 };
}

/** What a client found, as it says it. */
export interface VerusFind {
  /** Epoch seconds. */
  readonly time: number;
  /** 32 bytes. */
  readonly nonce: Uint8Array;
  /** 15 bytes. */
  readonly space: Uint8Array;
}

/**
 * A find of a client. The solution that goes to the pool is built here from the job's own, so a client
 * can spoil nothing in it but the nonce space.
 */
export function claimVerus(work: VerusWork, seat: Seat, find: VerusFind): Claim | Refusal {
  const { time, nonce, space } = find;
  const { job, extranonce1 } = work.job;
  if (time !== job.time) return refusal('malformed', 'ntime is not that of the job');
  if (nonce.length !== headerNonceBytes) return refusal('malformed', 'incorrect size of nonce');
  if (space.length !== nonceSpaceBytes)
    return refusal('malformed', 'incorrect size of nonce space');
  const own = work.extranonce1(seat);
  if (!holds(work.isNonceFree ? nonce : space, own)) {
    return refusal('malformed', 'the nonce is not from the part given to this client');
  }
  let hash: Uint8Array | null | undefined;
  return {
    key: work.isNonceFree ? textOf(nonce) + textOf(space) : textOf(space),
    verify: () => null,
    reaches({ target }) {
      hash ??= work.hash(nonce, space);
      return hash === null || isWithin(hash, target);
    },
    upstream: (worker) => ({
      dialect: 'verus',
      job: work.job,
      share: {
        worker,
        jobId: job.id,
        time,
        nonce2: nonce.slice(extranonce1.length),
        solution: submittedSolution(job, space),
      },
    }),
  };
}

/** Pools look for the extranonce anywhere; where it does not begin there, it costs a little more. */
function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  return bufferOf(bytes).includes(bufferOf(part));
}

const textOf = (bytes: Uint8Array): string => bufferOf(bytes).toString('latin1');

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
