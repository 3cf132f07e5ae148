import { AppError } from '../base/app-error.ts';
import type { StratumFailure } from '../protocols/stratum/stratum-errors.ts';

/** The pool does not let us in. */
export class PoolRefusedError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly suggestion = 'Check the account and the password in the settings of the pool.';
  override readonly retryable = true;
  readonly failure: StratumFailure;

  /** @param pool  `host:port` */
  constructor(pool: string, failure: StratumFailure) {
    super(`${pool} refused: ${failure.message} (${failure.code})`);
    this.userMessage = `The pool ${pool} refused to let us in: ${failure.message}.`;
    this.failure = failure;
  }
}

/** The pool is connected but does not do its part. */
export class PoolSilentError extends AppError {
  readonly code = 'timeout';
  readonly userMessage: string;
  override readonly retryable = true;
  /** In a few words: 'no answer'. */
  readonly reason: string;

  constructor(pool: string, reason: string) {
    super(`${pool}: ${reason}`);
    this.userMessage = `The pool ${pool} was given up: ${reason}.`;
    this.reason = reason;
  }
}
