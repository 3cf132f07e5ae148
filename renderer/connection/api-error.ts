import { ErrorBody } from '../../electron/contract/errors.ts';
import type { ErrorCode } from '../../electron/contract/errors.ts';
import { t } from '../locales/t.ts';

/** A call that failed, with everything a person can be told about it. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly suggestion: string | undefined;
  readonly details: unknown;
  readonly retryable: boolean;

  constructor(body: ErrorBody, options?: ErrorOptions) {
    super(body.message, options);
    this.name = 'ApiError';
    this.code = body.code;
    this.suggestion = body.suggestion;
    this.details = body.details;
    this.retryable = body.retryable;
  }
}

/** Whatever was thrown, as something that can be shown. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = t('error.unexpected');
  return new ApiError(
    { code: 'internal', message, error: message, retryable: false },
    { cause: error },
  );
}

/** Nobody answered at all. */
export function unreachableError(cause: unknown): ApiError {
  const message = t('error.unreachable');
  return new ApiError(
    {
      code: 'service-not-running',
      message,
      error: message,
      suggestion: t('error.unreachable-suggestion'),
      retryable: true,
    },
    { cause },
  );
}

/**
 * The error of an answer. Something between us and the service may have written it, so it is
 * checked, and whatever is no error of ours is told by its status.
 */
export function answerError(status: number, answer: unknown): ApiError {
  const parsed = ErrorBody.safeParse(answer);
  if (parsed.success) return new ApiError(parsed.data);
  const message = t('error.odd-answer', { status });
  return new ApiError({ code: 'internal', message, error: message, retryable: status >= 500 });
}
