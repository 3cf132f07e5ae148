import { backoffDelay } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { PoolReconnectError } from './pool-errors.ts';
import type { PoolAccount, PoolSession } from './pool-session.ts';
import { abortion, pause } from './waiting.ts';

/** After all pools have failed: half a second first, half a minute at most. */
const backoff = { firstMs: 500, maxMs: 30_000, jitter: 0.3 };

/** While one further down the list is used, those above are tried as often, ms. */
const betterPoolMs = 10_000;

/** A pool that drops us sooner, and has taken nothing, has not worked: the next one gets its turn. */
const goodSessionMs = 30_000;

/** A pool may ask us to stay away longer; by then somebody else mines for us. */
const maxReconnectWaitMs = 60_000;

export interface FailOverParts {
  readonly open: (
    account: PoolAccount,
    options: {
      readonly signal: AbortSignal;
      /** Another port of the same host, where the pool has asked for it. */
      readonly port: number | null;
      /** Whether there is nothing better meanwhile. */
      readonly isMain: boolean;
    },
  ) => Promise<PoolSession>;
  readonly clock: Clock;
  readonly random: () => number;
  /** A pool is tried while there is no session. */
  readonly onTry: (account: PoolAccount) => void;
  /** All have failed. @param until  epoch ms */
  readonly onWait: (until: number) => void;
  /** The session that is used from now on. */
  readonly onSession: (session: PoolSession) => void;
  /** The session that was used has ended, or its pool is no longer of the list. */
  readonly onGone: (session: PoolSession, reason: unknown) => void;
  readonly onFailure: (account: PoolAccount, error: unknown) => void;
  /** Whether a session has been of use, however short it was. */
  readonly isProven: (session: PoolSession) => boolean;
  /** Ends a session that is no longer used. */
  readonly release: (session: PoolSession) => Promise<void>;
}

/** How the use of a session ended. */
type End =
  | { readonly kind: 'better'; readonly session: PoolSession }
  | { readonly kind: 'over'; readonly reason: unknown }
  /** The list has changed, or all is over. */
  | { readonly kind: 'interrupted' };

/** Keeps one session with the first pool of the list that works. */
export class FailOver {
  readonly #parts: FailOverParts;
  #pools: readonly PoolAccount[];
  #changed = new AbortController();
  /** Place in the list of the pool that is used or tried. */
  #index = 0;
  /** How often all have failed since one worked. */
  #round = 0;
  /** Where the pool wants us to come. */
  #port: number | null = null;

  /** @param pools  in order of preference, at least one */
  constructor(pools: readonly PoolAccount[], parts: FailOverParts) {
    this.#pools = pools;
    this.#parts = parts;
  }

  /** Goes on with another list. A session with a pool that is in it, too, stays. */
  usePools(pools: readonly PoolAccount[]): void {
    this.#pools = pools;
    this.#changed.abort();
  }

  /** Runs until it is told to end. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, onSession, onGone, onWait, release } = this.#parts;
    let used: PoolSession | null = null;
    while (!signal.aborted) {
      if (this.#changed.signal.aborted) used = this.#takeChange(used);
      const interrupted = AbortSignal.any([signal, this.#changed.signal]);
      used ??= await this.#tryNext(interrupted);
      let waitMs: number | null;
      if (used) {
        const end = await this.#use(used, interrupted);
        if (end.kind === 'interrupted') continue;
        const former: PoolSession = used;
        if (end.kind === 'better') {
          used = end.session;
          this.#index = this.#indexOf(used.account);
          onSession(used);
          void release(former);
          continue;
        }
        used = null;
        onGone(former, end.reason);
        void release(former);
        waitMs = this.#afterEnd(former, end.reason);
      } else {
        waitMs = this.#afterFailure();
      }
      if (waitMs === null || interrupted.aborted) continue;
      onWait(clock.now() + waitMs);
      await pause(clock, waitMs, interrupted);
    }
    if (used) await release(used);
  }

  /** @returns the session, where it stays */
  #takeChange(used: PoolSession | null): PoolSession | null {
    const { onGone, release } = this.#parts;
    this.#changed = new AbortController();
    this.#round = 0;
    this.#port = null;
    const index = used ? this.#indexOf(used.account) : -1;
    this.#index = Math.max(0, index);
    if (!used || index >= 0) return used;
    onGone(used, undefined);
    void release(used);
    return null;
  }

  /** @returns how long to wait before the next try, ms; null: not at all */
  #afterEnd(session: PoolSession, reason: unknown): number | null {
    const isGood = this.#parts.clock.now() - session.since >= goodSessionMs;
    if (isGood || this.#parts.isProven(session)) this.#round = 0;
    if (reason instanceof PoolReconnectError) {
      this.#port = reason.port ?? this.#port;
      const wished = Math.min(reason.waitMs, maxReconnectWaitMs);
      return isGood ? wished : Math.max(wished, this.#nextDelay());
    }
    if (!isGood) return this.#afterFailure();
    this.#index = 0;
    this.#port = null;
    return null;
  }

  /** @returns how long to wait before the next try, ms; null: not at all */
  #afterFailure(): number | null {
    this.#port = null;
    this.#index += 1;
    if (this.#index < this.#pools.length) return null;
    this.#index = 0;
    return this.#nextDelay();
  }

  #nextDelay(): number {
    const delay = backoffDelay(this.#round, backoff, this.#parts.random);
    this.#round += 1;
    return delay;
  }

  #indexOf({ url, user, password }: PoolAccount): number {
    return this.#pools.findIndex(
      (pool) => pool.url === url && pool.user === user && pool.password === password,
    );
  }

  /** Works with a session until it ends or one with a pool further up has work. */
  async #use(session: PoolSession, signal: AbortSignal): Promise<End> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const looking = this.#findBetter(this.#index, either);
    const ended = session.ended.then((reason): End => ({ kind: 'over', reason }));
    using stopped = abortion(signal);
    const interrupted = stopped.promise.then((): End => ({ kind: 'interrupted' }));
    const better = looking.then(async (found): Promise<End> =>
      found ? { kind: 'better', session: found } : interrupted,
    );
    const end = await Promise.race([ended, better, interrupted]);
    over.abort();
    // It may have been found in the very moment in which the other one ended.
    if (end.kind !== 'better') {
      const late = await looking;
      if (late) await late[Symbol.asyncDispose]();
    }
    return end;
  }

  /** @returns a session that has work; null once `signal` says so */
  async #findBetter(index: number, signal: AbortSignal): Promise<PoolSession | null> {
    using stopped = abortion(signal);
    if (index === 0) await stopped.promise;
    while (!signal.aborted) {
      await pause(this.#parts.clock, betterPoolMs, signal);
      for (let above = 0; above < index && !signal.aborted; above += 1) {
        const session = await this.#tryBetter(above, signal);
        if (session) return session;
      }
    }
    return null;
  }

  async #tryBetter(index: number, signal: AbortSignal): Promise<PoolSession | null> {
    const pool = this.#pools[index];
    if (!pool) return null;
    let session: PoolSession;
    try {
      session = await this.#parts.open(pool, { signal, port: null, isMain: false });
    } catch (error) {
      if (!signal.aborted) this.#parts.onFailure(pool, error);
      return null;
    }
    using stopped = abortion(signal);
    const working = new Promise<PoolSession>((resolve) => {
      session.onJob(() => resolve(session));
    });
    const found = await Promise.race([working, session.ended.then(() => null), stopped.promise]);
    if (!found) await session[Symbol.asyncDispose]();
    return found;
  }

  async #tryNext(signal: AbortSignal): Promise<PoolSession | null> {
    const { open, onTry, onSession, onFailure } = this.#parts;
    const pool = this.#pools[this.#index];
    if (!pool || signal.aborted) return null;
    onTry(pool);
    try {
      const session = await open(pool, { signal, port: this.#port, isMain: true });
      onSession(session);
      return session;
    } catch (error) {
      if (!signal.aborted) onFailure(pool, error);
      return null;
    }
  }
}
