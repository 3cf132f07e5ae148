import type { Clock } from '../base/clock.ts';
import type { RequestId, StratumFailure } from '../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../protocols/stratum/stratum-errors.ts';
import { PoolBusyError, PoolClosedError } from './pool-errors.ts';

/** What a pool answered. */
export interface PoolReply {
  readonly result: unknown;
  /** null: done */
  readonly failure: StratumFailure | null;
  readonly latencyMs: number;
}

export interface AskOptions {
  /** Nobody minds if it is not answered. */
  readonly isOptional?: boolean;
  /** Hears the answer before anything else that the pool has said behind it. */
  readonly onReply?: (reply: PoolReply) => void;
}

interface Pending extends AskOptions {
  readonly sentAt: number;
  readonly answered: PromiseWithResolvers<PoolReply>;
}

/** With five thousand shares a second, two seconds of them. */
const maxPending = 10_000;

/** Some pools refuse without saying why. */
const refusal: StratumFailure = { code: stratumCodes.other, message: 'rejected by the pool' };

/** Requests of one connection that wait for their answers. */
export class RequestLedger {
  readonly #pool: string;
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #over: { readonly error: unknown } | null = null;

  /** @param pool  its name, for errors */
  constructor(pool: string, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /**
   * @param write  sends the request under the id it is given
   * @throws {PoolBusyError}
   * @throws  what the connection has ended with
   */
  async ask(write: (id: number) => void, options: AskOptions = {}): Promise<PoolReply> {
    if (this.#over) throw this.#over.error;
    if (this.#pending.size >= maxPending) throw new PoolBusyError(this.#pool);
    const id = this.#nextId;
    this.#nextId += 1;
    const answered = Promise.withResolvers<PoolReply>();
    this.#pending.set(id, { ...options, sentAt: this.#clock.now(), answered });
    write(id);
    return answered.promise;
  }

  /**
   * An answer to nothing is passed over. Some pools write the number of the request as a text.
   *
   * @throws {BadStratumMessageError}  where it is not what was asked for
   */
  answer(id: RequestId, result: unknown, error: StratumFailure | null): void {
    const pending = this.#take(id);
    if (!pending) return;
    const failure = error ?? (result === false ? refusal : null);
    const latencyMs = Math.max(0, this.#clock.now() - pending.sentAt);
    const reply = { result, failure, latencyMs };
    try {
      pending.onReply?.(reply);
    } catch (error) {
      pending.answered.reject(error);
      throw error;
    }
    pending.answered.resolve(reply);
  }

  /** The answer has come, and cannot be understood. */
  reject(id: RequestId, error: unknown): void {
    this.#take(id)?.answered.reject(error);
  }

  #take(id: RequestId): Pending | undefined {
    const key = typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id;
    if (typeof key !== 'number') return undefined;
    const pending = this.#pending.get(key);
    this.#pending.delete(key);
    return pending;
  }

  /**
   * Whether an answer should have come long ago. What need not be answered is no longer waited for.
   *
   * @param limitMs  how long answers may take
   */
  isOverdue(limitMs: number): boolean {
    const now = this.#clock.now();
    for (const [id, pending] of this.#pending) {
      if (now - pending.sentAt <= limitMs) return false;
      if (!pending.isOptional) return true;
      this.#pending.delete(id);
      pending.answered.resolve({ result: null, failure: refusal, latencyMs: limitMs });
    }
    return false;
  }

  /** No answer will come any more. @param reason  undefined where the pool just closed the connection */
  fail(reason: unknown): void {
    this.#over ??= { error: reason ?? new PoolClosedError(this.#pool) };
    for (const { answered } of this.#pending.values()) answered.reject(this.#over.error);
    this.#pending.clear();
  }
}
