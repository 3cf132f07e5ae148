import { AppError } from '../../base/app-error.ts';

/** The hash kernel asked for is not there, or does not load. */
export class KernelUnavailableError extends AppError {
  readonly code = 'internal';
  readonly userMessage: string;
  override readonly suggestion = 'Install Rigwright again; from its sources, run "npm run native".';

  /** @param userMessage  which one and why, as a sentence */
  constructor(userMessage: string, cause?: unknown) {
    super(userMessage, { cause });
    this.userMessage = userMessage;
  }
}
