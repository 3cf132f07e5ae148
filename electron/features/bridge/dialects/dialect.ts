import type { BridgeAlgorithm, BridgeDialect } from '../../../contract/values/bridge.ts';
import type { PoolJob } from '../../../pool-session/pool-session.ts';
import type { RequestId } from '../../../protocols/stratum/stratum-errors.ts';
import type { Aim } from '../core/aim.ts';
import type { Refusal, Seat, Submission, Work } from '../core/work.ts';
import type { ShareKernels } from './kernels.ts';

/** All that differs from one kind of pool, and of miners, to the next. */
export interface Dialect {
  readonly name: BridgeDialect;
  /** Longest line of a client that is not yet taken for an attack, characters. */
  readonly maxLineLength: number;
  /** What a job is called by clients. @param number  of the job */
  keyOf(number: number): string;
  /** How many clients a login at the pool can have, 1 or more. */
  sliceCount(job: PoolJob): number;
  /** As many are let in before the first job tells it. */
  readonly likelySlices: number;
  /** The same for jobs in which the same shares are found, whatever the pool calls them. */
  identityOf(job: PoolJob): string;
  /** Whether jobs before it are worth nothing any more. */
  isClean(job: PoolJob): boolean;
  /** @throws {AppError}  where the kernel refuses it */
  openWork(job: PoolJob, parts: WorkParts): Work;
  /** How one client is spoken to, who came by TCP. */
  speak(): Speaker;
}

export interface WorkParts extends Pick<Work, 'key' | 'number' | 'openedAt' | 'clean' | 'seen'> {
  readonly algorithm: BridgeAlgorithm;
  readonly kernels: ShareKernels;
}

/** What a client is to work on. */
export interface View {
  readonly work: Work;
  readonly seat: Seat;
  readonly aim: Aim;
}

/** What a client wants, as far as the bridge has something to do with it. */
export type ClientRequest =
  | { readonly kind: 'subscribe'; readonly id: RequestId; readonly agent: string | null }
  | {
      readonly kind: 'login';
      readonly id: RequestId;
      readonly user: string;
      readonly password: string;
      readonly agent: string | null;
      /** Name of the computer, where the dialect has one beside the user. */
      readonly rig: string | null;
    }
  | { readonly kind: 'submit'; readonly id: RequestId; readonly submission: Submission }
  /** A share that can be none. */
  | { readonly kind: 'bad-share'; readonly id: RequestId; readonly refusal: Refusal }
  | { readonly kind: 'get-job'; readonly id: RequestId }
  /** What is answered at once, or, with null, not at all. */
  | { readonly kind: 'say'; readonly text: string | null };

/**
 * Speaks to one client, and knows what it has been told. Every text is one or more whole lines.
 * Methods that take a view expect it to be of this dialect.
 */
export interface Speaker {
  /** Whether a client subscribes before it logs in; otherwise it does both at once. */
  readonly subscribes: boolean;
  /** Whether an answer to a share does not say to which: the first answer is for the first share. */
  readonly answersInOrder: boolean;
  /**
   * @param work  the newest, where there is any
   * @throws {BadStratumMessageError}  with the request's id, so that it can be answered
   */
  read(line: string, work: Work | null): ClientRequest;
  /** Answers a subscription, where there are any. */
  subscribed(id: RequestId, view: View): string;
  /** Answers a login that is good; where clients do not subscribe the first job goes with it. */
  loggedIn(id: RequestId, view: View): string;
  /** A job, and before it whatever has changed since the last one. */
  job(view: View): string;
  /** Tells that a job is over before there is another; null where the dialect has no words for it. */
  cancelled(work: Work): string | null;
  /** Answers a client that asks for the job. */
  jobAnswer(id: RequestId, view: View): string;
  /** Whether the client can be told what it has to know for this job while it is connected. */
  canFollow(view: View): boolean;
  accepted(id: RequestId): string;
  refused(id: RequestId, refusal: Refusal): string;
  /** Answers what is not understood. */
  misunderstood(id: RequestId, problem: string): string;
}

/**
 * The job as one of a dialect.
 *
 * @throws {TypeError}  when it is of another, which no session of that dialect gives
 */
export function jobOf<Name extends PoolJob['dialect']>(
  job: PoolJob,
  dialect: Name,
): Extract<PoolJob, { dialect: Name }> {
  if (job.dialect !== dialect) throw new TypeError(`a job of ${job.dialect}, not of ${dialect}`);
  return job as Extract<PoolJob, { dialect: Name }>;
}
