import type { Extranonce, StratumJob, StratumShare } from '../protocols/stratum/bitcoin/job.ts';
import type { CryptonoteJob, CryptonoteShare } from '../protocols/stratum/cryptonote/job.ts';
import type {
  EthereumStratumJob,
  EthereumStratumShare,
  EthProxyJob,
  EthProxyShare,
} from '../protocols/stratum/ethereum/job.ts';
import type { BeamForks } from '../protocols/stratum/hds/beam-hash.ts';
import type { HdsJob, HdsShare } from '../protocols/stratum/hds/job.ts';
import type { NoncePrefix } from '../protocols/stratum/hds/nonce-prefix.ts';
import type { StratumFailure } from '../protocols/stratum/stratum-errors.ts';
import type { VerusJob, VerusShare } from '../protocols/stratum/verus/job.ts';
import type { LineConnection } from './line-connection.ts';

/** Who we are at a pool. */
export interface PoolAccount {
  /** As `parsePoolUrl` reads it. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** What people are told instead of the address, such as the name of the practice pool. */
  readonly shownAs?: string;
}

/** How pools are spoken to. */
export const poolDialects = [
  'verus',
  'stratum1',
  'cryptonote',
  'hds',
  'ethproxy',
  'ethstratum',
] as const;
export type PoolDialect = (typeof poolDialects)[number];

export interface VerusPoolJob {
  readonly dialect: 'verus';
  readonly job: VerusJob;
  /** 32 bytes, least significant first. */
  readonly target: Uint8Array;
  /** 1 to 11 bytes */
  readonly extranonce1: Uint8Array;
}

export interface Stratum1PoolJob {
  readonly dialect: 'stratum1';
  readonly job: StratumJob;
  readonly difficulty: number;
  readonly extranonce: Extranonce;
  /** Bits of the version that may be chosen; null: none. */
  readonly versionMask: number | null;
}

export interface CryptonotePoolJob {
  readonly dialect: 'cryptonote';
  readonly job: CryptonoteJob;
  /** The highest byte of the nonce where it is the pool's, 0 to 255; null: all four are ours. */
  readonly noncePrefix: number | null;
}

export interface HdsPoolJob {
  readonly dialect: 'hds';
  readonly job: HdsJob;
  /** With what each nonce begins; empty: anything. */
  readonly noncePrefix: NoncePrefix;
  /** As the login told them; null: those of the main network. */
  readonly forks: BeamForks | null;
}

export interface EthProxyPoolJob {
  readonly dialect: 'ethproxy';
  readonly job: EthProxyJob;
}

export interface EthStratumPoolJob {
  readonly dialect: 'ethstratum';
  readonly job: EthereumStratumJob;
  readonly difficulty: number;
  /** With what each nonce begins. */
  readonly extranonce: Uint8Array;
}

/** A job exactly as the codec read it, and what the pool said before it. */
export type PoolJob =
  | VerusPoolJob
  | Stratum1PoolJob
  | CryptonotePoolJob
  | HdsPoolJob
  | EthProxyPoolJob
  | EthStratumPoolJob;

/**
 * A share for the pool, and the job that it was found for: by it a link tells whether another session
 * can still take the share. `worker` may be a name that the pool has not heard yet.
 */
export type UpstreamShare =
  | { readonly dialect: 'verus'; readonly job: VerusPoolJob; readonly share: VerusShare }
  | { readonly dialect: 'stratum1'; readonly job: Stratum1PoolJob; readonly share: StratumShare }
  | {
      readonly dialect: 'cryptonote';
      readonly job: CryptonotePoolJob;
      readonly share: CryptonoteShare;
    }
  | { readonly dialect: 'hds'; readonly job: HdsPoolJob; readonly share: HdsShare }
  | {
      readonly dialect: 'ethproxy';
      readonly job: EthProxyPoolJob;
      readonly worker: string;
      readonly share: EthProxyShare;
    }
  | {
      readonly dialect: 'ethstratum';
      readonly job: EthStratumPoolJob;
      readonly share: EthereumStratumShare;
    };

/** What the pool said of a share. */
export interface ShareVerdict {
  readonly accepted: boolean;
  /** Why not; null where it is accepted. */
  readonly failure: StratumFailure | null;
  readonly latencyMs: number;
}

/** One login at one pool. */
export interface PoolSession extends AsyncDisposable {
  readonly account: PoolAccount;
  readonly dialect: PoolDialect;
  readonly connection: Pick<LineConnection, 'name' | 'remoteAddress' | 'tls'>;
  /** When it was logged in, epoch ms. */
  readonly since: number;
  /** With it another session may be given the same extranonce; null where the pool named none. */
  readonly resumeId: string | null;
  /** Why the session has ended; undefined where the pool just closed it. Never rejects. */
  readonly ended: Promise<unknown>;
  /** Calls back with the newest job, if there is any yet, and with all that follow. There is one listener. */
  onJob(listener: (job: PoolJob) => void): void;
  /** Calls back with the id of each job that the pool takes back. There is one listener. */
  onCancel(listener: (jobId: string) => void): void;
  /**
   * @throws {PoolLostError}  when the session ends before the pool has answered
   * @throws  the reason of the signal, once it says so; the pool's answer is then passed over
   */
  submit(share: UpstreamShare, signal?: AbortSignal): Promise<ShareVerdict>;
  /**
   * Tells the pool of one more worker.
   *
   * @returns  whether shares may come in its name. True where the dialect has no such thing.
   * @throws {PoolLostError}
   */
  authorizeWorker(worker: string): Promise<boolean>;
}
