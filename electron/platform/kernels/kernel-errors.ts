import { AppError } from '../../base/app-error.ts';
import type { HeaderRule } from './header-rule.ts';

/** The rule that a job is prepared by takes no such header. */
export class HeaderRefusedError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  readonly rule: HeaderRule;
  constructor(rule: HeaderRule) {
    super(`the rule ${rule} refuses the header`);
    this.rule = rule;
    this.userMessage =
      rule === 'pool'
        ? 'The block header names merge-mined chains but does not commit to their blocks.'
        : "The block header is that of a chain's first block, which nobody mines.";
  }
}

/** Jobs have to be disposed; this many at once mean that somebody does not. */
export class TooManyJobsError extends AppError {
  readonly code = 'internal';
  readonly userMessage: string;
  readonly most: number;
  constructor(most: number) {
    super(`more than ${most} jobs are prepared`);
    this.most = most;
    this.userMessage = `More than ${most} mining jobs are prepared at once.`;
  }
}

/** The engine or the system gives no more memory. */
export class KernelMemoryError extends AppError {
  readonly code = 'internal';
  readonly userMessage = 'There is not enough memory for this computation.';
  override readonly retryable = true;
  constructor(cause: unknown) {
    super('a kernel got no memory', { cause });
  }
}

/** A job was used after its end: a mistake of the caller. */
export class JobClosedError extends Error {
  override readonly name = 'JobClosedError';
  constructor() {
    super('the job has been disposed');
  }
}

/** A thread that computes has ended, or was never able to. */
export class KernelThreadLostError extends AppError {
  readonly code = 'internal';
  readonly userMessage = 'A thread that computes hashes has ended.';
  override readonly retryable = true;
  constructor(cause?: unknown) {
    super('a kernel thread is gone', { cause });
  }
}

/** A thread has been given more to compute than it gets done. */
export class TooManyCallsError extends AppError {
  readonly code = 'too-many-requests';
  readonly userMessage = 'More hashes are to be computed than this computer gets done.';
  override readonly retryable = true;
  constructor(most: number) {
    super(`more than ${most} calls wait for a kernel thread`);
  }
}
