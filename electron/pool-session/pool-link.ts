import type { Clock } from '../base/clock.ts';
import type { PoolLinkState } from '../contract/values/bridge.ts';
import type {
  PoolAccount,
  PoolJob,
  PoolSession,
  ShareVerdict,
  UpstreamShare,
} from './pool-session.ts';

/** How a link is doing; `BridgeStatus.pool` is made of it. */
export interface PoolLinkStatus {
  readonly state: PoolLinkState;
  /** Since when it is in that state, epoch ms. */
  readonly since: number;
  /** That is used or tried. */
  readonly account: PoolAccount | null;
  /** Address that the pool's name stands for; null while there is no session. */
  readonly remoteAddress: string | null;
  readonly encrypted: boolean;
  /** When the next try comes, epoch ms; null unless backing off. */
  readonly retryAt: number | null;
  /** Sessions after the first. */
  readonly reconnects: number;
  readonly lastJobAt: number | null;
  /** Of the last answer to a share. */
  readonly latencyMs: number | null;
  /** Why there is no work, as the last failure said; null while there is. */
  readonly problem: unknown;
  /** Shares that wait for a session. */
  readonly held: number;
}

export interface PoolLinkListener {
  /** The status has changed in more than its figures. */
  readonly onState: (status: PoolLinkStatus) => void;
  /** @param isNewSession  whether it is the first of its session: nothing of earlier jobs may hold any more */
  readonly onJob: (job: PoolJob, isNewSession: boolean) => void;
  /** The session is over, and the next one is looked for. @param reason  undefined where the pool just closed it */
  readonly onGone: (account: PoolAccount, reason: unknown) => void;
}

/** Opens one session. The app makes it of `openPoolSession`. */
export type OpenSession = (
  account: PoolAccount,
  options: OpenSessionOptions,
) => Promise<PoolSession>;

export interface OpenSessionOptions {
  readonly signal: AbortSignal;
  /** Session to go on with, where the dialect can. */
  readonly resumeId: string | null;
  /** Another port of the same host, where the pool has asked for it. */
  readonly port: number | null;
  readonly onPhase: (phase: 'logging-in') => void;
}

export interface PoolLinkParts {
  /** In order of preference, at least one. */
  readonly pools: readonly PoolAccount[];
  readonly open: OpenSession;
  readonly clock: Clock;
  readonly random: () => number;
  readonly listener: PoolLinkListener;
}

/** Keeps one session with the first pool of the list that works, and carries shares across sessions. */
export interface PoolLink extends AsyncDisposable {
  readonly status: PoolLinkStatus;
  /** The newest job of the session; null while there is none. */
  readonly job: PoolJob | null;
  start(): void;
  /** Goes on with another list; a session with a pool that is still the first of them stays. */
  usePools(pools: readonly PoolAccount[]): void;
  /**
   * Every call settles. Without a session the share waits a minute at most for one that can take it.
   *
   * @throws {StaleShareError}  no session that can take it came in time
   * @throws {PoolLostError}    it was sent, and whether it was taken was never heard
   */
  submit(share: UpstreamShare): Promise<ShareVerdict>;
  /** Whether shares may come in the name of this worker. Without a session: the next one is told. */
  authorizeWorker(worker: string): Promise<boolean>;
}
