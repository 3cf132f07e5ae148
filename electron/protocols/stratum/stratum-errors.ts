import { AppError } from '../../base/app-error.ts';

/** The codes pools answer with; what stands behind each is custom, not written down anywhere. */
export const stratumCodes = {
  other: 20,
  /** The job is not known, or no longer. */
  'job-not-found': 21,
  'duplicate-share': 22,
  'low-difficulty': 23,
  unauthorized: 24,
  'not-subscribed': 25,
} as const;

export type StratumFailureKind = keyof typeof stratumCodes;

/** Why the other side refused a request. */
export interface StratumFailure {
  /** One of {@link stratumCodes} or a code of that pool's own; 20 where it gives none. */
  readonly code: number;
  readonly message: string;
}

/** What identifies a request; its answer carries the same. */
export type RequestId = number | string | null;

/** A line that is no message of this protocol. */
export class BadStratumMessageError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  /** The request it was meant as, where that much could be read. */
  readonly requestId: RequestId;

  /** @param problem  what is wrong, as a sentence: 'mining.submit: 2 must be 8 hexadecimal digits.' */
  constructor(problem: string, requestId: RequestId = null) {
    super(problem);
    this.userMessage = `The other side sent a message that is not understood. ${problem}`;
    this.requestId = requestId;
  }
}
