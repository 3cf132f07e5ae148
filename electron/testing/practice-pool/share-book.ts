import type { Kernel } from '../../platform/kernels/kernel.ts';
import { blockHeader } from '../../protocols/stratum/bitcoin/block-header.ts';
import { reaches, targetOf } from '../../protocols/stratum/bitcoin/difficulty.ts';
import { toHex } from '../../protocols/stratum/bitcoin/hex.ts';
import type { StratumShare } from '../../protocols/stratum/bitcoin/job.ts';
import type { RejectReason } from './pool-stats.ts';
import { extranonceBytes, type PracticeJob, type PracticeJobs } from './practice-jobs.ts';

/** Jobs of one client whose shares can be checked; more than come in a block. */
const maxJobs = 64;

/** Shares of one client that are remembered to know them again; at a few a minute it is a day's. */
const maxHashes = 10_000;

/** How far the clock of a block may go ahead, s; the rule of Bitcoin. */
const maxAheadSeconds = 7_200;

interface Work {
  readonly job: PracticeJob;
  readonly difficulty: number;
}

/** The jobs one client was given, and the shares it has sent. */
export class ShareBook {
  readonly #extranonce1: Uint8Array;
  readonly #kernel: Pick<Kernel, 'hash'>;
  readonly #jobs: PracticeJobs;
  readonly #work = new Map<string, Work>();
  readonly #hashes = new Set<string>();
  #nextId = 1;

  constructor(extranonce1: Uint8Array, kernel: Pick<Kernel, 'hash'>, jobs: PracticeJobs) {
    this.#extranonce1 = extranonce1;
    this.#kernel = kernel;
    this.#jobs = jobs;
  }

  /** Notes that the client was given this job. @returns the id it is given under */
  issue(job: PracticeJob, difficulty: number): string {
    const id = this.#nextId.toString(16);
    this.#nextId += 1;
    this.#work.set(id, { job, difficulty });
    forgetOldest(this.#work, maxJobs);
    return id;
  }

  /** @returns the difficulty of the accepted share, or why it is not accepted */
  check(share: StratumShare, now: number): number | RejectReason {
    const work = this.#work.get(share.jobId);
    if (!work) return 'unknown-job';
    const { job, difficulty } = work;
    if (!this.#jobs.isOpen(job, now)) return 'stale';
    if (share.extranonce2.length !== extranonceBytes) return 'malformed';
    if (share.time < job.time || share.time > Math.floor(now / 1000) + maxAheadSeconds) {
      return 'time-out-of-range';
    }
    const hash = this.#hash({ id: share.jobId, cleanJobs: false, ...job }, share);
    if (!reaches(hash, targetOf(difficulty))) return 'low-difficulty';
    // The same work under another job's id is the same hash, and still a duplicate.
    const key = toHex(hash);
    if (this.#hashes.has(key)) return 'duplicate';
    this.#hashes.add(key);
    forgetOldest(this.#hashes, maxHashes);
    return difficulty;
  }

  #hash(job: Parameters<typeof blockHeader>[0], share: StratumShare): Uint8Array {
    const { extranonce2, time, nonce } = share;
    const choice = { extranonce1: this.#extranonce1, extranonce2, time, nonce };
    // SHA-256d is also what its transactions and its merkle tree are hashed with.
    const hash = (bytes: Uint8Array): Uint8Array => this.#kernel.hash(bytes);
    return this.#kernel.hash(blockHeader(job, choice, hash));
  }
}

/** Maps and sets remember the order in which their entries came. */
function forgetOldest(entries: Map<string, unknown> | Set<string>, most: number): void {
  if (entries.size <= most) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}
