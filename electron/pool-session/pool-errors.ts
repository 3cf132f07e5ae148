import { AppError } from '../base/app-error.ts';
import type { StratumFailure } from '../protocols/stratum/stratum-errors.ts';

/** The pool does not let us in. */
export class PoolRefusedError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly suggestion =
    'Check the account and the password, and whether this pool is for the chosen coin.';
  override readonly retryable = true;
  readonly failure: StratumFailure;

  /** @param pool  `host:port` */
  constructor(pool: string, failure: StratumFailure) {
    super(`${pool} refused: ${failure.message} (${failure.code})`);
    this.userMessage = `The pool ${pool} refused to let us in: ${failure.message}.`;
    this.failure = failure;
  }
}

/** What a pool did not do in time, and what may help. */
const silences = {
  login: {
    reason: 'no answer to the login',
    suggestion:
      'Check the port and what is spoken there: it may be for another coin, or want stratum+ssl://.',
  },
  job: {
    reason: 'no work came',
    suggestion: 'The pool may have no work itself; its website says whether it is well.',
  },
  answer: { reason: 'no answer', suggestion: 'It is tried again by itself.' },
  anything: { reason: 'it says nothing', suggestion: 'It is tried again by itself.' },
} as const;

/** The pool is connected but does not do its part. */
export class PoolSilentError extends AppError {
  readonly code = 'timeout';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable = true;
  /** In a few words: 'no answer'. */
  readonly reason: string;

  /** @param pool  `host:port`  @param what  that did not come */
  constructor(pool: string, what: keyof typeof silences) {
    const { reason, suggestion } = silences[what];
    super(`${pool}: ${reason}`);
    this.userMessage = `The pool ${pool} was given up: ${reason}.`;
    this.suggestion = suggestion;
    this.reason = reason;
  }
}

/** The pool closed the connection before it had let us in. */
export class PoolClosedError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly suggestion =
    'Pools do so with accounts they do not know, with addresses they have banned, and where stratum+ssl:// is wanted.';
  override readonly retryable = true;

  /** @param pool  `host:port` */
  constructor(pool: string) {
    super(`${pool} closed the connection during the login`);
    this.userMessage = `The pool ${pool} closed the connection before it let us in.`;
  }
}

/** The pool wants us to come again. It is obeyed as far as it stays the same host. */
export class PoolReconnectError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly retryable = true;
  /** How long to stay away, ms. */
  readonly waitMs: number;
  /** null: the same port */
  readonly port: number | null;

  /** @param pool  `host:port` */
  constructor(pool: string, { waitMs, port }: { waitMs: number; port: number | null }) {
    super(`${pool} asks to connect again`);
    this.userMessage = `The pool ${pool} asked to connect again.`;
    this.waitMs = waitMs;
    this.port = port;
  }
}

/** The session ended before the pool had answered. */
export class PoolLostError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly retryable = true;
  /** Whether the pool may have heard the request. */
  readonly wasSent: boolean;

  /** @param pool  `host:port` */
  constructor(pool: string, wasSent: boolean, options?: ErrorOptions) {
    super(`${pool} was lost before it answered`, options);
    this.userMessage = `The connection to the pool ${pool} ended before it answered.`;
    this.wasSent = wasSent;
  }
}

/** More requests wait for their answers than a pool that is well lets wait. */
export class PoolBusyError extends AppError {
  readonly code = 'too-many-requests';
  readonly userMessage: string;
  override readonly retryable = true;

  /** @param pool  `host:port` */
  constructor(pool: string) {
    super(`${pool} leaves too many requests unanswered`);
    this.userMessage = `The pool ${pool} does not answer as fast as shares are found.`;
  }
}

/** No pool that can take the share was there while it could be taken. */
export class StaleShareError extends AppError {
  readonly code = 'timeout';
  readonly userMessage: string;
  /** In a few words. */
  readonly reason: string;

  constructor(reason: string) {
    super(`stale share: ${reason}`);
    this.userMessage = `A share came too late: ${reason}.`;
    this.reason = reason;
  }
}
