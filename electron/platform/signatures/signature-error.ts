import { AppError } from '../../base/app-error.ts';

/** What was signed is not what came, or nobody known has signed it. */
export class SignatureError extends AppError {
  readonly code = 'signature-invalid';
  readonly userMessage: string;
  override readonly suggestion: string;

  /** @param problem  goes on after "The signature is not good: " */
  constructor(problem: string, { suggestion = doNotUse, ...options }: SignatureErrorOptions = {}) {
    super(`signature: ${problem}`, options);
    this.userMessage = `The signature is not good: ${problem}.`;
    this.suggestion = suggestion;
  }
}

export interface SignatureErrorOptions extends ErrorOptions {
  readonly suggestion?: string;
}

const doNotUse =
  'Nothing was installed. Try again later; if it happens again, somebody may have changed the release.';
