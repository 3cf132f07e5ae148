import { backoffDelay } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { MinerPool } from './miner-options.ts';
import type { PoolSession } from './pool-session.ts';

/** After all pools have failed: half a second first, half a minute at most. */
const backoff = { firstMs: 500, maxMs: 30_000, jitter: 0.3 };

/** While one further down the list is used, those above are tried as often, ms. */
const betterPoolMs = 10_000;

/** A pool that drops us sooner has not worked: the next one gets its turn. */
const goodSessionMs = 30_000;

export interface PoolClientParts {
  /** In order of preference, at least one. */
  readonly pools: readonly MinerPool[];
  readonly open: (pool: MinerPool, signal: AbortSignal) => Promise<PoolSession>;
  readonly clock: Clock;
  readonly random: () => number;
  /** The session that is used from now on, null: none. */
  readonly onSession: (session: PoolSession | null) => void;
  /**
   * @param when   whether there was a session before
   * @param error  undefined where the pool just closed the connection
   */
  readonly onFailure: (pool: MinerPool, when: 'opening' | 'open', error: unknown) => void;
}

/** Keeps one session with the first pool of the list that works. */
export class PoolClient {
  readonly #parts: PoolClientParts;

  constructor(parts: PoolClientParts) {
    this.#parts = parts;
  }

  /** Runs until it is told to end. */
  async run(signal: AbortSignal): Promise<void> {
    const { pools, clock, random } = this.#parts;
    let index = 0;
    let round = 0;
    let better: PoolSession | null = null;
    while (!signal.aborted) {
      const session: PoolSession | null = better ?? (await this.#tryOpen(index, signal));
      better = null;
      if (session) {
        const end = await this.#use(session, index, signal);
        if (end.better) {
          better = end.better;
          index = pools.indexOf(better.pool);
          continue;
        }
        if (end.wasGood) {
          index = 0;
          round = 0;
          continue;
        }
      }
      index += 1;
      if (index < pools.length) continue;
      index = 0;
      await pause(clock, backoffDelay(round, backoff, random), signal);
      round += 1;
    }
  }

  /** Works with a session until it ends or one with a pool further up is there. */
  async #use(
    session: PoolSession,
    index: number,
    signal: AbortSignal,
  ): Promise<{ readonly better: PoolSession | null; readonly wasGood: boolean }> {
    const { clock, onSession, onFailure } = this.#parts;
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    onSession(session);
    const looking = this.#findBetter(index, either);
    const ended = session.ended.then((error) => {
      if (!either.aborted) onFailure(session.pool, 'open', error);
      return null;
    });
    using stopped = abortion(signal);
    const better = await Promise.race([ended, looking, stopped.promise]);
    if (!better) onSession(null);
    over.abort();
    await session[Symbol.asyncDispose]();
    // It may have been found in the very moment in which the other one ended.
    const late = better ? null : await looking;
    await late?.[Symbol.asyncDispose]();
    return { better, wasGood: clock.now() - session.since >= goodSessionMs };
  }

  /** @returns null once `signal` says so */
  async #findBetter(index: number, signal: AbortSignal): Promise<PoolSession | null> {
    using stopped = abortion(signal);
    if (index === 0) await stopped.promise;
    while (!signal.aborted) {
      await pause(this.#parts.clock, betterPoolMs, signal);
      for (let above = 0; above < index && !signal.aborted; above += 1) {
        const session = await this.#tryOpen(above, signal);
        if (session) return session;
      }
    }
    return null;
  }

  async #tryOpen(index: number, signal: AbortSignal): Promise<PoolSession | null> {
    const { pools, open, onFailure } = this.#parts;
    const pool = pools[index];
    if (!pool || signal.aborted) return null;
    try {
      return await open(pool, signal);
    } catch (error) {
      if (!signal.aborted) onFailure(pool, 'opening', error);
      return null;
    }
  }
}

/** Resolves with null once the signal says so. Until it is disposed of, the signal remembers it. */
function abortion(signal: AbortSignal): Disposable & { readonly promise: Promise<null> } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const onAbort = (): void => resolve(null);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return { promise, [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort) };
}

/** Waits, or not any longer once `signal` says so. */
async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  using end = abortion(signal);
  const over = Promise.withResolvers<null>();
  const cancel = clock.after(ms, () => over.resolve(null));
  await Promise.race([over.promise, end.promise]);
  cancel();
}
