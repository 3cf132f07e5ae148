import { AppError } from './app-error.ts';

/** Somebody did not want it any more. */
export class CancelledError extends AppError {
  readonly code = 'cancelled';
  readonly userMessage = 'It was cancelled.';

  constructor(options?: ErrorOptions) {
    super('cancelled', options);
  }
}

/** What a wait throws that was ended by its signal: the signal's reason where that is an expected failure. */
export function cancellation(signal: AbortSignal): AppError {
  const reason: unknown = signal.reason;
  return reason instanceof AppError ? reason : new CancelledError({ cause: reason });
}
