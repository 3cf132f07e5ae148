import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { BridgeAlgorithm } from '../../../contract/values/bridge.ts';
import type { PoolLinkListener } from '../../../pool-session/pool-link.ts';
import type { PoolJob } from '../../../pool-session/pool-session.ts';
import { mayStillTake } from '../../../pool-session/same-work.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ShareKernels } from '../dialects/kernels.ts';
import type { BridgeLink } from '../ports.ts';
import type { Client } from './client.ts';
import { ShareKeys } from './share-keys.ts';
import { Slices } from './slices.ts';
import { WorkBook, workLifeMs } from './work-book.ts';

export interface UplinkParts {
  readonly dialect: Dialect;
  readonly algorithm: BridgeAlgorithm;
  readonly kernels: ShareKernels;
  readonly makeLink: (listener: PoolLinkListener) => BridgeLink;
  readonly clock: Clock;
  readonly log: Log;
  /** Counts the jobs of the whole bridge. */
  readonly nextNumber: () => number;
  /** The pool leaves room for fewer clients than before: this one needs another place. */
  readonly onOverflow: (client: Client) => void;
}

/** How many jobs with other contents are looked back for shares that came already. */
const rememberedJobs = 16;

/** One login at the pool, its jobs and the clients that work on them. */
export class Uplink implements AsyncDisposable {
  readonly link: BridgeLink;
  readonly book = new WorkBook();
  readonly #parts: UplinkParts;
  readonly #clients = new Set<Client>();
  readonly #seen = new Map<string, ShareKeys>();
  #slices: Slices | null = null;

  constructor(parts: UplinkParts) {
    this.#parts = parts;
    this.link = parts.makeLink({
      onState: () => undefined,
      onJob: (job, isNewSession) => this.#open(job, isNewSession),
      onCancel: (jobId) => this.#cancel(jobId),
      onGone: (_, reason) => parts.log.info('the pool is gone', { reason }),
    });
  }

  get clients(): ReadonlySet<Client> {
    return this.#clients;
  }

  /**
   * Gives a client a place, and the work that there is.
   *
   * @returns false where there is no room
   */
  take(client: Client): boolean {
    if (!this.#seat(client)) return false;
    this.#clients.add(client);
    const work = this.book.current;
    if (work) client.voice.work(work);
    return true;
  }

  leave(client: Client): void {
    if (!this.#clients.delete(client)) return;
    if (client.slice >= 0) this.#slices?.release(client.slice, this.#parts.clock.now());
    client.slice = -1;
  }

  /** To be called now and then. */
  tick(): void {
    const isPoolThere = this.link.status.state === 'working';
    this.book.expire(this.#parts.clock.now(), isPoolThere);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
    this.book[Symbol.dispose]();
  }

  #seat(client: Client): boolean {
    if (!this.#slices) return this.#clients.size < this.#parts.dialect.likelySlices;
    const slice = this.#slices.take(this.#parts.clock.now());
    client.slice = slice ?? -1;
    return slice !== undefined;
  }

  #open(job: PoolJob, isNewSession: boolean): void {
    const { dialect, algorithm, kernels, clock, log, nextNumber } = this.#parts;
    const number = nextNumber();
    const before = this.book.current;
    // A session that goes on with another's nonces still takes shares of its jobs.
    const goesOn = !isNewSession || (before !== null && mayStillTake(before.job, job));
    const clean = !goesOn || dialect.isClean(job);
    try {
      const work = dialect.openWork(job, {
        key: dialect.keyOf(number),
        number,
        openedAt: clock.now(),
        clean,
        seen: this.#seenOf(dialect.identityOf(job)),
        algorithm,
        kernels,
      });
      this.book.add(work);
    } catch (error) {
      // The one before it may still be good; the next job comes soon.
      log.warn('a job of the pool cannot be used', { error });
      return;
    }
    if (clean) this.#slices?.wake();
    this.#fit(dialect.sliceCount(job));
    const work = this.book.current;
    for (const client of this.#clients) if (work) client.voice.work(work);
  }

  /** The pool may have sent a job under one id more than once: all of that id are over. */
  #cancel(jobId: string): void {
    for (const work of this.book.cancel(jobId)) {
      for (const client of this.#clients) client.voice.cancelled(work);
    }
  }

  /** The same shares are found in a job that is sent twice, as by a pool that is met again. */
  #seenOf(identity: string): ShareKeys {
    const seen = this.#seen.get(identity) ?? new ShareKeys();
    this.#seen.delete(identity);
    this.#seen.set(identity, seen);
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= rememberedJobs) break;
      this.#seen.delete(oldest);
    }
    return seen;
  }

  /** Gives out all slices anew where there are more or fewer than before. */
  #fit(count: number): void {
    if (this.#slices?.count === count) return;
    this.#slices = new Slices(count, workLifeMs);
    for (const client of this.#clients) {
      if (this.#seat(client)) continue;
      this.#clients.delete(client);
      this.#parts.onOverflow(client);
    }
  }
}
