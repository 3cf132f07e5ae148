import type { ShareRejection } from '../../../contract/values/bridge.ts';
import type { PoolJob, UpstreamShare } from '../../../pool-session/pool-session.ts';
import type { Aim, Aims } from './aim.ts';
import type { ShareKeys } from './share-keys.ts';

/** A job of the pool while shares for it may come. */
export interface Work extends Disposable {
  /** Under which clients know it. No other job of this bridge has ever had the same. */
  readonly key: string;
  /** Jobs are counted, so that of two it can be told which is newer. */
  readonly number: number;
  readonly job: PoolJob;
  /** Epoch ms. */
  readonly openedAt: number;
  /** Whether jobs before it are worth nothing any more. */
  readonly clean: boolean;
  readonly aims: Aims;
  readonly seen: ShareKeys;
}

/** The part of a job's nonces that one client has. */
export interface Seat {
  readonly slice: number;
}

/** A share whose form is right. */
export interface Claim {
  /** The same for everything that is the same work. */
  readonly key: string;
  /** Computes what had to be computed to tell a share from nonsense. @returns what is wrong with it */
  verify(): Refusal | null;
  reaches(aim: Aim): boolean;
  /** @param worker  in whose name it is sent */
  upstream(worker: string): UpstreamShare;
}

/** Why a share is not taken. */
export interface Refusal {
  readonly reason: ShareRejection;
  /** More exactly, for people. */
  readonly detail: string | null;
}

export function refusal(reason: ShareRejection, detail: string | null = null): Refusal {
  return { reason, detail };
}

/** What a client sent as a share. */
export interface Submission {
  readonly jobKey: string;
  /** Name that came with it; null: none. */
  readonly worker: string | null;
  /** Checks all that needs no hashing. */
  claim(work: Work, seat: Seat): Claim | Refusal;
}

export function isRefusal(claim: Claim | Refusal): claim is Refusal {
  return 'reason' in claim;
}
