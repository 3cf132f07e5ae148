import { AppError } from '../base/app-error.ts';

/** Options that each make sense, but not together. */
export class UsageError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;

  /** @param userMessage  what does not fit, and what would, as sentences */
  constructor(userMessage: string) {
    super(userMessage);
    this.userMessage = userMessage;
  }
}
