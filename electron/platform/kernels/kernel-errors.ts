import { AppError } from '../../base/app-error.ts';
import type { HeaderRule } from './header-rule.ts';

/** The rule that a job is prepared by takes no such header. */
export class HeaderRefusedError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  constructor(rule: HeaderRule) {
    super(`the rule ${rule} refuses the header`);
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
  constructor(most: number) {
    super(`more than ${most} jobs are prepared`);
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
