import type { Reconnect } from '../../protocols/stratum/bitcoin/reconnect.ts';
import type { RequestId, StratumFailure } from '../../protocols/stratum/stratum-errors.ts';
import type { PoolJob, UpstreamShare } from '../pool-session.ts';

/** What a pool says whose methods are called `mining.…`, as far as a session has something to do with it. */
export type MiningMessage<Job, Extranonce, Aim> =
  | {
      readonly kind: 'answer';
      readonly id: RequestId;
      readonly result: unknown;
      readonly error: StratumFailure | null;
    }
  | { readonly kind: 'job'; readonly job: Job }
  /** Holds for the jobs after it, and so do the next two. */
  | { readonly kind: 'aim'; readonly aim: Aim }
  | { readonly kind: 'extranonce'; readonly extranonce: Extranonce }
  | { readonly kind: 'version-mask'; readonly mask: number }
  /** `to` is null where the dialect's codec does not tell. */
  | { readonly kind: 'reconnect'; readonly to: Reconnect | null }
  | { readonly kind: 'get-version'; readonly id: RequestId }
  | { readonly kind: 'ping'; readonly id: RequestId }
  /** What changes nothing. */
  | { readonly kind: 'courtesy' }
  | { readonly kind: 'unknown'; readonly id: RequestId };

/** What is known when a job comes. */
export interface Terms<Extranonce, Aim> {
  readonly extranonce: Extranonce;
  readonly aim: Aim;
  readonly versionMask: number | null;
}

/** All that differs between the dialects whose methods are called `mining.…`. */
export interface MiningCodec<Job, Extranonce, Aim> {
  /** What holds until the pool says otherwise; null: it must say it before there is work. */
  readonly firstAim: Aim | null;
  /** Whether bits of the version can be asked for. */
  readonly rollsVersions: boolean;
  encodeSubscribe(id: RequestId, userAgent: string, resumeId: string | null): string;
  /** @throws {BadStratumMessageError} */
  readSubscription(result: unknown): {
    readonly extranonce: Extranonce;
    readonly resumeId: string | null;
  };
  /** @throws {BadStratumMessageError} */
  decode(line: string): MiningMessage<Job, Extranonce, Aim>;
  toPoolJob(job: Job, terms: Terms<Extranonce, Aim>): PoolJob;
  /** @param worker  in whose name; null: as the share says */
  encodeSubmit(id: RequestId, share: UpstreamShare, worker: string | null): string;
}
