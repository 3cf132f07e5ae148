import type { PoolAddress } from '../../protocols/stratum/pool-address.ts';
import type { RequestId, StratumFailure } from '../../protocols/stratum/stratum-errors.ts';
import type { PoolAccount, PoolJob, UpstreamShare } from '../pool-session.ts';
import type { AskOptions, PoolReply } from '../request-ledger.ts';

/** What a conversation is held over: the session gives it. */
export interface Line {
  readonly account: PoolAccount;
  readonly address: PoolAddress;
  /** `host:port`, for errors. */
  readonly name: string;
  readonly userAgent: string;
  /** Session to go on with; null: a new one. */
  readonly resumeId: string | null;
  /** Bits of the version that we would like to choose; null: none. */
  readonly versionMask: number | null;
  send(text: string): void;
  /**
   * Sends a request and waits for its answer.
   *
   * @throws {PoolBusyError}
   * @throws  what the session has ended with
   */
  ask(encode: (id: number) => string, options?: AskOptions): Promise<PoolReply>;
  /**
   * An answer has come.
   *
   * @throws {BadStratumMessageError}  where it is not what was asked for
   */
  answer(id: RequestId, result: unknown, error: StratumFailure | null): void;
  /** There is new work. */
  announce(job: PoolJob): void;
  /** A job is worth nothing any more, and no other takes its place yet. */
  cancel(jobId: string): void;
  /** The session can be of no more use. */
  end(reason: unknown): void;
}

/** What is said between us and one pool, from the login on. It has no timer and no socket. */
export interface Conversation {
  /** With it another session may be given the same extranonce; null where the pool named none. */
  readonly resumeId: string | null;
  /** After so much silence of the pool `keepAlive` is called, ms. */
  readonly keepAliveMs: number;
  /** A pool that says nothing for so long is gone, ms. */
  readonly silenceLimitMs: number;
  /**
   * @throws {PoolRefusedError}
   * @throws {BadStratumMessageError}
   */
  logIn(): Promise<void>;
  /**
   * Hears one line of the pool.
   *
   * @throws {BadStratumMessageError}
   */
  receive(line: string): void;
  /** @param worker  in whose name; null: as the share says */
  submit(share: UpstreamShare, worker: string | null): Promise<PoolReply>;
  /** Tells the pool of one more worker; null where the dialect has no such thing. */
  readonly authorizeWorker: ((worker: string) => Promise<PoolReply>) | null;
  /** Asks the pool something that costs it little, so that it says something. */
  keepAlive(): void;
}

/** A share came to a session of another dialect: a bug of the caller. */
export function wrongDialect(share: UpstreamShare): never {
  throw new Error(`a share of ${share.dialect} came to a pool of another dialect`);
}

/** Pools give new work every half a minute or so. */
export const usualSilenceLimitMs = 300_000;
export const usualKeepAliveMs = 60_000;
