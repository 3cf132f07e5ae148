import { AppError } from '../../base/app-error.ts';

/** The other side sent a line no one who keeps the protocol sends. */
export class LineTooLongError extends AppError {
  readonly code = 'too-large';
  readonly userMessage: string;

  /** @param maxLength  what was allowed, characters */
  constructor(maxLength: number) {
    super(`a line has more than ${maxLength} characters`);
    this.userMessage = `The other side sent a line of more than ${maxLength} characters.`;
  }
}
