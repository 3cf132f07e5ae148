import { AppError, errorBody } from '../../base/app-error.ts';
import { errorStatus, type ErrorBody, type ErrorCode } from '../../contract/errors.ts';

/** Largest request body, in bytes: a piece of an upload is 1 MiB, which base64 makes a third larger. */
export const bodyLimit = 1536 * 1024;

class RequestError extends AppError {
  readonly code: ErrorCode;
  readonly userMessage: string;
  override readonly retryable: boolean;
  constructor(code: ErrorCode, userMessage: string, retryable = false) {
    super(userMessage);
    this.code = code;
    this.userMessage = userMessage;
    this.retryable = retryable;
  }
}

export const tooLargeError = (): AppError =>
  new RequestError('too-large', `The request is larger than ${bodyLimit / 1024} kB.`);

export const notFoundError = (method: string, path: string): AppError =>
  new RequestError('not-found', `There is nothing at ${method} ${path.slice(0, 200)}.`);

export const tooManyRequestsError = (seconds: number): AppError =>
  new RequestError('too-many-requests', `Too many requests: try again in ${seconds} s.`, true);

const malformedError = (): AppError =>
  new RequestError('malformed-json', 'The body is not valid JSON.');

/** What the HTTP library itself refuses, in our codes. */
const libraryErrors: Readonly<Record<string, () => AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLargeError,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new RequestError('wrong-content-type', 'The body must be JSON: Content-Type application/json.'),
  FST_ERR_CTP_INVALID_JSON_BODY: malformedError,
  FST_ERR_CTP_EMPTY_JSON_BODY: () =>
    new RequestError('malformed-json', 'The body is empty: send {} or leave Content-Type away.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new RequestError('malformed-json', 'The body is not as long as its Content-Length says.'),
  FST_ERR_BAD_URL: () => new RequestError('invalid-input', 'The address cannot be read.'),
};

/** @returns the status and body that tell a caller about `error`; `bug` where it is one of ours */
export function errorAnswer(error: unknown): { status: number; body: ErrorBody; bug: boolean } {
  const known = asAppError(error);
  const body = errorBody(known);
  return { status: errorStatus[body.code], body, bug: !(known instanceof AppError) };
}

function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  if (error instanceof SyntaxError) return malformedError();
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return libraryErrors[code]?.() ?? error;
}
