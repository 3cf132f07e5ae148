import type { BridgeLink } from '../../features/bridge/ports.ts';
import type { PoolLinkListener, PoolLinkStatus } from '../../pool-session/pool-link.ts';
import type {
  PoolAccount,
  PoolJob,
  ShareVerdict,
  UpstreamShare,
} from '../../pool-session/pool-session.ts';

/** A link to a pool that does what a test says. */
export class FakeLink implements BridgeLink {
  /** All that was sent to the pool. */
  readonly shares: UpstreamShare[] = [];
  readonly workers: string[] = [];
  /** What the pool says to the next shares. */
  verdict: ShareVerdict | Promise<ShareVerdict> = { accepted: true, failure: null, latencyMs: 1 };
  /** Workers that the pool does not let in. */
  readonly unwanted = new Set<string>();
  job: PoolJob | null = null;
  status: PoolLinkStatus;
  isClosed = false;
  readonly #listener: PoolLinkListener;

  constructor(pools: readonly PoolAccount[], listener: PoolLinkListener) {
    this.#listener = listener;
    this.status = {
      state: 'idle',
      since: 0,
      account: pools[0] ?? null,
      remoteAddress: null,
      encrypted: false,
      retryAt: null,
      reconnects: 0,
      lastJobAt: null,
      latencyMs: null,
      problem: null,
      held: 0,
    };
  }

  start(): void {
    this.status = { ...this.status, state: 'connecting' };
  }

  usePools([account]: readonly PoolAccount[]): void {
    this.status = { ...this.status, account: account ?? null };
  }

  /** The pool sends a job. */
  announce(job: PoolJob, isNewSession = this.job === null): void {
    this.job = job;
    this.status = { ...this.status, state: 'working', remoteAddress: '127.0.0.1' };
    this.#listener.onJob(job, isNewSession);
  }

  /** The pool takes a job back. */
  cancel(jobId: string): void {
    this.#listener.onCancel(jobId);
  }

  async submit(share: UpstreamShare): Promise<ShareVerdict> {
    this.shares.push(share);
    return await this.verdict;
  }

  authorizeWorker(worker: string): Promise<boolean> {
    this.workers.push(worker);
    return Promise.resolve(!this.unwanted.has(worker));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
