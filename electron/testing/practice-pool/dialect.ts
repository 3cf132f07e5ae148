import type { RequestId } from '../../protocols/stratum/stratum-errors.ts';
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

/** What the pool gives a client to tell its work from that of all others. */
export interface PoolClient {
  /** As many bytes as the dialect wants. */
  readonly extranonce1: Uint8Array;
  /** 32 hexadecimal digits */
  readonly sessionId: string;
}

/** A job as one client gets it. */
export interface IssuedJob<Job extends PracticeJob> {
  readonly job: Job;
  /** Under which this client knows it. */
  readonly id: string;
  readonly difficulty: number;
  /** Whether shares of earlier jobs are worth nothing from now on. */
  readonly cleanJobs: boolean;
}

/** What a share of any dialect says. */
export interface AnyShare {
  /** Empty where the dialect names nobody: it is then of who has logged in. */
  readonly worker: string;
  readonly jobId: string;
}

/** What a client says, as far as the session has something to do with it. */
export type ClientMessage<Share extends AnyShare> =
  | {
      readonly kind: 'subscribe';
      readonly id: RequestId;
      /** The session that the client wants to go on with. */
      readonly sessionId?: string | undefined;
    }
  | { readonly kind: 'authorize'; readonly id: RequestId; readonly worker: string }
  /** Both at once. It never goes on with a session that there was. */
  | { readonly kind: 'login'; readonly id: RequestId; readonly worker: string }
  | { readonly kind: 'get-job'; readonly id: RequestId }
  | { readonly kind: 'submit'; readonly id: RequestId; readonly share: Share }
  /** A share that cannot be one, and why. */
  | { readonly kind: 'bad-share'; readonly id: RequestId; readonly problem: string }
  | { readonly kind: 'suggest-difficulty'; readonly id: RequestId; readonly difficulty: number }
  /** What changes nothing here; null: it is not answered. */
  | { readonly kind: 'courtesy'; readonly answer: string | null }
  | { readonly kind: 'unknown'; readonly id: RequestId };

/** What is known of a share besides what it says itself. */
export interface Work<Job extends PracticeJob> {
  readonly job: Job;
  readonly difficulty: number;
  readonly client: PoolClient;
  /** Epoch ms */
  readonly now: number;
  /**
   * Whether anybody sends this for the first time. It is then remembered.
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
  /** The client is sent away. */
  readonly hangUp?: true;
}

/**
 * All that differs from one kind of pool to the next: its words, its jobs and what makes a share. Who
 * may connect, how long, how often and for what difficulty is decided by the session. Every text that
 * is to be sent is one or more whole lines, or empty.
 */
export interface Dialect<Job extends PracticeJob, Share extends AnyShare> {
  /** Backend and path of the kernel that hashes shares: `wasm wasm-simd`; null: they are not hashed. */
  readonly checkedWith: string | null;
  readonly difficulties: DifficultyRange;
  /** Length of what tells one client from the others. */
  readonly extranonceBytes: number;
  /** Longest line of a client that is not yet taken for an attack. */
  readonly maxLineLength: number;
  /** What a share is called on the wire: a bad message of that name counts as a bad share. */
  readonly submitMethod: string;
  /**
   * Whether it hangs up where others refuse: without a word for what it does not understand, after the
   * answer for a login.
   */
  readonly isStrict: boolean;

  /** @throws {BadStratumMessageError}  with the request's id, so that it can be answered */
  decode(line: string): ClientMessage<Share>;
  /** Under which the client will know a job. @param number  counts the jobs it was given, from 1 */
  jobId(job: Job, number: number, client: PoolClient): string;
  /** Answers a subscription or a login, with the first job. */
  encodeWelcome(id: RequestId, client: PoolClient, first: IssuedJob<Job>): string;
  /** Comes before a job of another difficulty; empty where jobs say theirs. */
  encodeDifficulty(difficulty: number): string;
  /** @param asked  the request that it answers; null: nobody asked */
  encodeJob(issued: IssuedJob<Job>, client: PoolClient, asked: RequestId): string;
  /** Says yes to an authorization, a share or a suggestion. */
  encodeConsent(id: RequestId): string;
  encodeRefusal(id: RequestId, reason: RejectReason, message: string): string;
  /** What a refused client is told. */
  readonly refusals: Readonly<Record<RejectReason, string>>;

  makeJob(tip: Tip, now: number): Job;
  /** Checks a share of a job that is open. @returns null for one that is to be taken */
  check(share: Share, work: Work<Job>): Refusal | null;
}
