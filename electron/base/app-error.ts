import type { ErrorBody, ErrorCode } from '../contract/errors.ts';

/**
 * A failure we expect. Everything that is thrown and is not an AppError is a bug.
 *
 * `message` goes to the log; `userMessage` is one sentence for a person that says what happened.
 */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode;
  abstract readonly userMessage: string;
  /** What to do about it, as a sentence. */
  readonly suggestion: string | undefined = undefined;
  readonly details: unknown = undefined;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean = false;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The shape in which an error leaves the program; a bug is told without its inner text. */
export function errorBody(error: unknown): ErrorBody {
  if (!(error instanceof AppError)) {
    const message = 'Something went wrong inside Rigwright. The log has the details.';
    return { code: 'internal', message, error: message, retryable: false };
  }
  const { code, userMessage, suggestion, details, retryable } = error;
  return {
    code,
    message: userMessage,
    error: userMessage,
    ...(suggestion !== undefined && { suggestion }),
    ...(details !== undefined && { details }),
    retryable,
  };
}
