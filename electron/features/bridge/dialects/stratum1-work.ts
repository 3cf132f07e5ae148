import { hash } from 'node:crypto';
import type { PoolJob, Stratum1PoolJob } from '../../../pool-session/pool-session.ts';
import { blockHeader } from '../../../protocols/stratum/bitcoin/block-header.ts';
import {
  hashesPerDifficulty,
  hashesPerScryptDifficulty,
  targetBytes,
  targetOf,
  targetOfOne,
} from '../../../protocols/stratum/bitcoin/difficulty.ts';
import type { StratumShare } from '../../../protocols/stratum/bitcoin/job.ts';
import { isWithinMask, rolledVersion } from '../../../protocols/stratum/bitcoin/version-rolling.ts';
import { Aims, isWithin } from '../core/aim.ts';
import type { ShareKeys } from '../core/share-keys.ts';
import { sliceBytes } from '../core/slices.ts';
import { refusal, type Claim, type Refusal, type Seat, type Work } from '../core/work.ts';
import { jobOf, type WorkParts } from './dialect.ts';
import type { HashKernel } from './kernels.ts';

/**
 * Bytes of the pool's extranonce2 that tell clients apart: as many as leave a client enough to change
 * for itself, which are four if there are any, and never less than one.
 */
export function sliceWidth({ extranonce }: Stratum1PoolJob): number {
  const { extranonce2Bytes } = extranonce;
  if (extranonce2Bytes >= 6) return Math.min(3, extranonce2Bytes - 4);
  return Math.floor(extranonce2Bytes / 2);
}

/** How far the time of a share may be from that of its job, s: pools take no more. */
const timeRange = { before: 0, after: 7_200 };

/** A job of the Bitcoin family. */
export class Stratum1Work implements Work {
  readonly key: string;
  readonly number: number;
  readonly openedAt: number;
  readonly clean: boolean;
  readonly job: Stratum1PoolJob;
  readonly seen: ShareKeys;
  readonly aims: Aims;
  readonly #kernel: HashKernel | null;

  constructor(poolJob: PoolJob, parts: WorkParts) {
    this.key = parts.key;
    this.number = parts.number;
    this.openedAt = parts.openedAt;
    this.clean = parts.clean;
    this.seen = parts.seen;
    this.job = jobOf(poolJob, 'stratum1');
    const { difficulty: asked } = this.job;
    const isScrypt = parts.algorithm === 'scrypt';
    const [one, perDifficulty] = isScrypt
      ? [targetOfOne.scrypt, hashesPerScryptDifficulty]
      : [targetOfOne.sha256d, hashesPerDifficulty];
    this.aims = new Aims((factor) => {
      const difficulty = asked * factor;
      const target = targetBytes(targetOf(difficulty, one));
      return { difficulty, hashes: difficulty * perDifficulty, target, packed: 0 };
    });
    this.#kernel = parts.kernels.hash;
  }

  /** The pool's extranonce1 with the client's slice behind it. */
  extranonce1({ slice }: Seat): Uint8Array {
    const { extranonce1 } = this.job.extranonce;
    return Uint8Array.of(...extranonce1, ...this.sliceOf(slice));
  }

  sliceOf(slice: number): Uint8Array {
    return sliceBytes(slice, sliceWidth(this.job));
  }

  /** What is left to the client, bytes. */
  get extranonce2Bytes(): number {
    return this.job.extranonce.extranonce2Bytes - sliceWidth(this.job);
  }

  /** @returns null where there is no kernel */
  hash(extranonce2: Uint8Array, share: StratumShare): Uint8Array | null {
    if (!this.#kernel) return null;
    const { job, extranonce } = this.job;
    const mask = this.job.versionMask ?? 0;
    const version = rolledVersion(job.version, mask, share.versionBits ?? 0);
    const choice = { ...share, extranonce1: extranonce.extranonce1, extranonce2 };
    const rolled = share.versionBits === undefined ? job : { ...job, version };
    return this.#kernel.hash(blockHeader(rolled, choice, doubleSha256));
  }

  [Symbol.dispose](): void {
    // Nothing is held.
  }
}

function doubleSha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', hash('sha256', bytes, 'buffer'), 'buffer');
}

/** A find of a client. */
export function claimStratum1(
  work: Stratum1Work,
  seat: Seat,
  share: StratumShare,
): Claim | Refusal {
  const { job, versionMask } = work.job;
  if (share.extranonce2.length !== work.extranonce2Bytes) {
    return refusal('malformed', 'incorrect size of extranonce2');
  }
  const { before, after } = timeRange;
  if (share.time < job.time - before || share.time > job.time + after) {
    return refusal('malformed', 'ntime out of range');
  }
  if (share.versionBits !== undefined && !isWithinMask(share.versionBits, versionMask ?? 0)) {
    return refusal('malformed', 'version bits outside of the mask');
  }
  const extranonce2 = Uint8Array.of(...work.sliceOf(seat.slice), ...share.extranonce2);
  let hashed: Uint8Array | null | undefined;
  return {
    key: [extranonce2.join('.'), share.time, share.nonce, share.versionBits ?? ''].join(' '),
    verify: () => null,
    reaches({ target }) {
      hashed ??= work.hash(extranonce2, share);
      return hashed === null || isWithin(hashed, target);
    },
    upstream: (worker) => ({
      dialect: 'stratum1',
      job: work.job,
      share: { ...share, worker, jobId: job.id, extranonce2 },
    }),
  };
}
