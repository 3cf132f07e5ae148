import { PoolLostError } from '../pool-session/pool-errors.ts';
import type {
  PoolAccount,
  PoolJob,
  PoolSession,
  ShareVerdict,
  UpstreamShare,
} from '../pool-session/pool-session.ts';
import type { VerusPoolJob } from '../pool-session/pool-session.ts';

/** A share that is on its way, and how it can be answered. */
export interface OnItsWay {
  readonly share: UpstreamShare;
  readonly answered: PromiseWithResolvers<ShareVerdict>;
}

/** A session without a pool: a test says what comes of it. */
export class StubSession implements PoolSession {
  readonly account: PoolAccount;
  readonly dialect = 'verus';
  readonly connection = { name: 'pool:1', remoteAddress: '192.0.2.1', tls: null };
  readonly since: number;
  readonly resumeId: string | null;
  readonly ended: Promise<unknown>;
  /** Unanswered, oldest first. */
  readonly shares: OnItsWay[] = [];
  isClosed = false;
  readonly #end = Promise.withResolvers<unknown>();
  #isOver = false;
  #job: PoolJob | null = null;
  #listener: (job: PoolJob) => void = () => undefined;
  /** The pool takes a job back. */
  cancel: (jobId: string) => void = () => undefined;

  constructor(account: PoolAccount, since: number, resumeId: string | null = null) {
    this.account = account;
    this.since = since;
    this.resumeId = resumeId;
    this.ended = this.#end.promise;
  }

  onJob(listener: (job: PoolJob) => void): void {
    this.#listener = listener;
    if (this.#job) listener(this.#job);
  }

  onCancel(listener: (jobId: string) => void): void {
    this.cancel = listener;
  }

  announce(job: PoolJob): void {
    this.#job = job;
    this.#listener(job);
  }

  async submit(share: UpstreamShare): Promise<ShareVerdict> {
    if (this.#isOver) throw new PoolLostError('pool:1', false);
    const answered = Promise.withResolvers<ShareVerdict>();
    this.shares.push({ share, answered });
    return answered.promise;
  }

  /** The pool says of the oldest share what it says. */
  answer(verdict: Partial<ShareVerdict> = {}): void {
    const given = { accepted: true, failure: null, latencyMs: 7, ...verdict };
    this.shares.shift()?.answered.resolve(given);
  }

  authorizeWorker(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** The connection is gone. */
  lose(reason?: unknown): void {
    this.#isOver = true;
    this.#listener = () => undefined;
    for (const { answered } of this.shares.splice(0)) {
      answered.reject(new PoolLostError('pool:1', true, { cause: reason }));
    }
    this.#end.resolve(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
    this.lose();
    return Promise.resolve();
  }
}

/** @param block  another number is another block  @param extranonce  one byte */
export function verusJob(id: string, block = 1, extranonce = 1): VerusPoolJob {
  return {
    dialect: 'verus',
    target: new Uint8Array(32).fill(0xff),
    extranonce1: Uint8Array.of(extranonce, 0, 0, 0),
    job: {
      id,
      version: 65_540,
      previousHash: new Uint8Array(32).fill(block),
      merkleRoot: new Uint8Array(32),
      saplingRoot: new Uint8Array(32),
      time: 1_700_000_000,
      bits: 0x1d00_ffff,
      cleanJobs: true,
      solution: new Uint8Array(1_344),
    },
  };
}
