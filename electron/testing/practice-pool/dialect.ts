import type { RequestId, StratumFailure } from '../../protocols/stratum/stratum-errors.ts';
import type { RejectReason } from './pool-stats.ts';
import type { DifficultyRange } from './vardiff.ts';

/** The end of a chain that does not exist: what a job of it builds on. */
export interface Tip {
  readonly height: number;
  /** 32 bytes in the order in which they are hashed; the last are zeros, as of any mined block. */
  readonly previousHash: Uint8Array;
}

/** A job as all clients get it; each of them knows it under an id of its own. */
export interface PracticeJob {
  /** Jobs of the same tip may be worked on one beside the other. */
  readonly tip: Tip;
  /** Called when no share of it can come any more. */
  [Symbol.dispose]?(): void;
}

/** What a share of any dialect says. */
export interface AnyShare {
  readonly worker: string;
  readonly jobId: string;
}

/** What a client says, as far as the session has something to do with it. */
export type ClientMessage<Share extends AnyShare> =
  | { readonly kind: 'subscribe'; readonly id: RequestId }
  | { readonly kind: 'authorize'; readonly id: RequestId; readonly worker: string }
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: Share }
  | { readonly kind: 'suggest-difficulty'; readonly id: RequestId; readonly difficulty: number }
  /** What changes nothing here; null: it is not answered. */
  | { readonly kind: 'courtesy'; readonly answer: string | null }
  | { readonly kind: 'unknown'; readonly id: RequestId };

/** What is known of a share besides what it says itself. */
export interface Work<Job extends PracticeJob> {
  readonly job: Job;
  readonly difficulty: number;
  /** That of the client. */
  readonly extranonce1: Uint8Array;
  /** Epoch ms */
  readonly now: number;
  /**
   * Whether this client sends this for the first time. It is then remembered.
   *
   * @param key  the same for everything that is the same work
   */
  readonly isNew: (key: string) => boolean;
}

/** Why a share is not taken. */
export interface Refusal {
  readonly reason: RejectReason;
  /** What the client is told instead of the dialect's words for the reason. */
  readonly message?: string;
}

/**
 * All that differs from one kind of pool to the next: its words, its jobs and what makes a share. Who
 * may connect, how long, how often and for what difficulty is decided by the session. Every text that
 * is to be sent is one or more whole lines.
 */
export interface Dialect<Job extends PracticeJob, Share extends AnyShare> {
  readonly difficulties: DifficultyRange;
  /** Longest line of a client that is not yet taken for an attack. */
  readonly maxLineLength: number;
  /** What a share is called on the wire: a bad message of that name counts as a bad share. */
  readonly submitMethod: string;

  /** @throws {BadStratumMessageError}  with the request's id, so that it can be answered */
  decode(line: string): ClientMessage<Share>;
  encodeSubscription(id: RequestId, extranonce1: Uint8Array): string;
  /** Comes before the first job and before a job of another difficulty. */
  encodeDifficulty(difficulty: number): string;
  /** @param id  under which this client knows the job */
  encodeJob(job: Job, id: string, cleanJobs: boolean): string;
  /** Says yes to a login, a share or a suggestion. */
  encodeConsent(id: RequestId): string;
  encodeRefusal(id: RequestId, failure: StratumFailure): string;
  /** What a refused client is told. */
  readonly refusals: Readonly<Record<RejectReason, string>>;

  makeJob(tip: Tip, now: number): Job;
  /** Checks a share of a job that is open. @returns null for one that is to be taken */
  check(share: Share, work: Work<Job>): Refusal | null;
}
