import type { Clock } from '../base/clock.ts';
import type { RequestId, StratumFailure } from '../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../protocols/stratum/stratum-errors.ts';
import { PoolSilentError } from './pool-errors.ts';

/** A pool that has not answered by then will not. */
const answerLimitMs = 30_000;

export interface PoolAnswer {
  readonly result: unknown;
  /** null: done */
  readonly failure: StratumFailure | null;
  readonly latencyMs: number;
}

interface Pending {
  readonly sentAt: number;
  readonly answered: PromiseWithResolvers<PoolAnswer>;
}

/** Requests of one connection that wait for their answers. */
export class RequestLedger {
  readonly #pool: string;
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #pending = new Map<RequestId, Pending>();
  #nextId = 1;
  #over = false;

  /** @param pool  its name, for errors */
  constructor(pool: string, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /**
   * @param write  sends the request under the id it is given
   * @throws       what the connection has ended with
   */
  async send(write: (id: number) => void): Promise<PoolAnswer> {
    if (this.#over) throw new PoolSilentError(this.#pool, 'the connection has ended');
    const id = this.#nextId;
    this.#nextId += 1;
    const answered = Promise.withResolvers<PoolAnswer>();
    this.#pending.set(id, { sentAt: this.#clock.now(), answered });
    write(id);
    return answered.promise;
  }

  /** An answer to nothing is passed over. */
  answer(id: RequestId, result: unknown, error: StratumFailure | null): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    // Some pools refuse without saying why.
    const refusal = { code: stratumCodes.other, message: 'rejected by the pool' };
    const failure = error ?? (result === false ? refusal : null);
    const latencyMs = Math.max(0, this.#clock.now() - pending.sentAt);
    pending.answered.resolve({ result, failure, latencyMs });
  }

  /** Whether an answer should have come long ago. */
  get isOverdue(): boolean {
    const [oldest] = this.#pending.values();
    return oldest !== undefined && this.#clock.now() - oldest.sentAt > answerLimitMs;
  }

  /** No answer will come any more. @param reason  undefined where the pool just closed the connection */
  fail(reason: unknown): void {
    this.#over = true;
    const error = reason ?? new PoolSilentError(this.#pool, 'end of file');
    for (const { answered } of this.#pending.values()) answered.reject(error);
    this.#pending.clear();
  }
}
