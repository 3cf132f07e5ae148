import type { Clock } from '../base/clock.ts';
import { PoolLostError, StaleShareError } from './pool-errors.ts';
import type { PoolJob, PoolSession, ShareVerdict, UpstreamShare } from './pool-session.ts';
import { mayStillTake } from './same-work.ts';
import { failureKind } from './share-failures.ts';

/** Blocks come every minute or so; what waits longer is for a block that is long found. */
const holdMs = 60_000;
/** Shares that wait; what is more pushes out the oldest. */
const maxHeld = 1_000;

interface Entry {
  readonly share: UpstreamShare;
  readonly answered: PromiseWithResolvers<ShareVerdict>;
  /** Ends the holding; null while it is on its way to the pool. */
  cancel: (() => void) | null;
  readonly until: number;
  /** How often the pool may have heard it. */
  sent: number;
  /** Why it was not answered the last time. */
  lost: PoolLostError | null;
}

/** The session that shares go to, and its jobs. */
interface Open {
  readonly session: PoolSession;
  /** Jobs of this session, by which shares of earlier sessions are told. */
  readonly jobs: WeakSet<PoolJob>;
  newest: PoolJob | null;
}

/**
 * Carries shares to the pool. While there is no session they are held, and so are those that a session
 * has left unanswered, which are sent once more. Every promise settles.
 */
export class ShareDesk {
  readonly #clock: Clock;
  readonly #onVerdict: (session: PoolSession, verdict: ShareVerdict) => void;
  /** Oldest first. */
  readonly #held = new Set<Entry>();
  readonly #onTheirWay = new Map<PoolSession, number>();
  #open: Open | null = null;
  #isClosed = false;

  /** @param onVerdict  told of every answer of a pool */
  constructor(
    clock: Clock,
    onVerdict: (session: PoolSession, verdict: ShareVerdict) => void = () => undefined,
  ) {
    this.#clock = clock;
    this.#onVerdict = onVerdict;
  }

  /** How many shares wait for a session. */
  get held(): number {
    return this.#held.size;
  }

  /** How many shares a session has not answered. */
  onTheirWay(session: PoolSession): number {
    return this.#onTheirWay.get(session) ?? 0;
  }

  /** From now on shares go to this session, once it has work; null: to none. */
  use(session: PoolSession | null): void {
    this.#open = session && { session, jobs: new WeakSet(), newest: null };
  }

  /** The session that is used has work. */
  take(job: PoolJob): void {
    const open = this.#open;
    if (!open) return;
    open.jobs.add(job);
    open.newest = job;
    for (const entry of this.#held) {
      this.#release(entry);
      this.#forward(entry, open.session, job);
    }
  }

  /**
   * @throws {StaleShareError}  no session that can take it was there in time
   * @throws {PoolLostError}    it was sent, and whether it was taken was never heard
   * @throws {PoolBusyError}
   */
  submit(share: UpstreamShare): Promise<ShareVerdict> {
    const answered = Promise.withResolvers<ShareVerdict>();
    const until = this.#clock.now() + holdMs;
    const entry: Entry = { share, answered, cancel: null, until, sent: 0, lost: null };
    const open = this.#open;
    if (this.#isClosed) this.#drop(entry, 'the link is closed');
    else if (!open?.newest) this.#hold(entry);
    else if (open.jobs.has(share.job)) void this.#send(entry, open.session);
    else this.#forward(entry, open.session, open.newest);
    return answered.promise;
  }

  /** Nothing is held or sent any more. */
  close(): void {
    this.#isClosed = true;
    this.#open = null;
    for (const entry of this.#held) {
      this.#release(entry);
      this.#drop(entry, 'the link was closed');
    }
  }

  #forward(entry: Entry, session: PoolSession, newest: PoolJob): void {
    if (mayStillTake(entry.share.job, newest)) void this.#send(entry, session);
    else this.#drop(entry, 'the pool has gone on to other work');
  }

  async #send(entry: Entry, session: PoolSession): Promise<void> {
    this.#onTheirWay.set(session, this.onTheirWay(session) + 1);
    try {
      const verdict = await session.submit(entry.share);
      this.#onVerdict(session, verdict);
      entry.answered.resolve(entry.sent > 0 ? withoutEcho(verdict, session) : verdict);
    } catch (error) {
      if (error instanceof PoolLostError) {
        // The session has ended; that it is no longer used is said only later.
        if (this.#open?.session === session) this.#open = null;
        this.#keep(entry, error);
      } else entry.answered.reject(error);
    } finally {
      const left = this.onTheirWay(session) - 1;
      if (left > 0) this.#onTheirWay.set(session, left);
      else this.#onTheirWay.delete(session);
    }
  }

  /** The session has ended before the answer. */
  #keep(entry: Entry, error: PoolLostError): void {
    if (error.wasSent) {
      entry.sent += 1;
      entry.lost = error;
    }
    const isTooLate = this.#clock.now() >= entry.until;
    if (entry.sent > 1 || isTooLate || this.#isClosed) {
      this.#drop(entry, 'the pool was lost');
      return;
    }
    const open = this.#open;
    // The next session may be there already.
    if (open?.newest) this.#forward(entry, open.session, open.newest);
    else this.#hold(entry);
  }

  #hold(entry: Entry): void {
    const wait = Math.max(0, entry.until - this.#clock.now());
    entry.cancel = this.#clock.after(wait, () => {
      this.#release(entry);
      this.#drop(entry, 'no pool was there to take it');
    });
    this.#held.add(entry);
    const [oldest] = this.#held;
    if (this.#held.size <= maxHeld || !oldest) return;
    this.#release(oldest);
    this.#drop(oldest, 'too many shares wait for a pool');
  }

  #release(entry: Entry): void {
    entry.cancel?.();
    entry.cancel = null;
    this.#held.delete(entry);
  }

  #drop(entry: Entry, why: string): void {
    entry.answered.reject(entry.lost ?? new StaleShareError(why));
  }
}

/** A pool that knows a share which is sent again has taken it the first time. */
function withoutEcho(verdict: ShareVerdict, { dialect }: PoolSession): ShareVerdict {
  const { failure } = verdict;
  const isEcho = failure !== null && failureKind(dialect, failure) === 'duplicate-share';
  return isEcho ? { ...verdict, accepted: true, failure: null } : verdict;
}
