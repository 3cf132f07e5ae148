import type { KernelAlgorithm } from '../../platform/kernels/kernel.ts';
import type { RequestId, StratumFailure } from '../../protocols/stratum/stratum-errors.ts';

/** What a hash must reach to be a share. */
export interface Aim {
  /** 32 bytes, least significant first: a number that a hash must not be above. */
  readonly target: Uint8Array;
  /** The same as pools of this dialect state it. */
  readonly difficulty: number;
}

/** What the miner must know of every job. */
export interface AnyJob {
  readonly id: string;
  /** Whether shares of earlier jobs are worth nothing from now on. */
  readonly cleanJobs: boolean;
}

/** A job, and what the pool said before it. Plain data: it is sent to the threads as it is. */
export interface PoolWork<Job extends AnyJob = AnyJob, Extranonce = unknown> {
  readonly job: Job;
  readonly extranonce: Extranonce;
  readonly aim: Aim;
}

/** Headers that differ in nothing but the nonce. */
export interface Round {
  readonly header: Uint8Array;
  /** How the header ends; its last four bytes are the nonce, which is counted. */
  readonly tail: Uint8Array;
  /** What tells this round from the others: pools are told it with the share. */
  readonly choice: Uint8Array;
}

/** A share as a thread has found it. */
export interface Solution {
  /** That of its round. */
  readonly choice: Uint8Array;
  readonly nonce: number;
}

/** What a pool says. */
export type PoolMessage<Job extends AnyJob = AnyJob, Extranonce = unknown> =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'job'; readonly job: Job }
  /** Holds for the jobs after it, and so does the next. */
  | { readonly kind: 'aim'; readonly aim: Aim }
  | { readonly kind: 'extranonce'; readonly extranonce: Extranonce }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'show-message' }
  | { readonly kind: 'get-version'; readonly id: RequestId }
  /** Asks for a `pong`. */
  | { readonly kind: 'ping'; readonly id: RequestId }
  | { readonly kind: 'unknown'; readonly id: RequestId };

/** Hash of the algorithm, 32 bytes. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/**
 * All that differs from one algorithm and its pools to the next: how they are spoken to, how a job is
 * searched, how hard it is. What its jobs and extranonces are is nobody else's concern, so the rest of
 * the miner hands them on without a look inside. Nothing here has a state or a socket.
 */
export interface Dialect<Job extends AnyJob = AnyJob, Extranonce = unknown> {
  readonly algorithm: KernelAlgorithm;
  /** Hashes that a share of difficulty 1 stands for, on average. */
  readonly hashesPerDifficulty: number;
  /** What holds until the pool says otherwise; null: it must say it before there is work. */
  readonly firstAim: Aim | null;

  encodeSubscribe(id: RequestId, userAgent: string): string;
  /**
   * Reads the answer to the subscription.
   *
   * @throws {BadStratumMessageError}
   */
  decodeSubscription(result: unknown): Extranonce;
  encodeAuthorize(id: RequestId, user: string, password: string): string;
  encodeExtranonceSubscribe(id: RequestId): string;
  encodeSubmit(
    id: RequestId,
    worker: string,
    work: PoolWork<Job, Extranonce>,
    solution: Solution,
  ): string;
  /**
   * Reads one line of a pool.
   *
   * @throws {BadStratumMessageError}
   */
  decode(line: string): PoolMessage<Job, Extranonce>;

  /** How many bytes the choice of a round has, 0 or more. */
  choiceBytes(work: PoolWork<Job, Extranonce>): number;
  /** What is hashed with a choice. @param hash  where the header has hashes inside */
  round(work: PoolWork<Job, Extranonce>, choice: Uint8Array, hash: Hash): Round;
  /** The difficulty that a hash would just have reached. */
  difficultyOf(hash: Uint8Array): number;
}
