import { AppError } from './app-error.ts';

/** As much is kept as may be. */
export class TooManyError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion: string;
  /**
   * @param what  in the plural: `profiles`, `coins of your own`
   * @param act   the word that the window has for getting rid of one
   */
  constructor(limit: number, what: string, act: 'Delete' | 'Remove' = 'Delete') {
    super(`there are ${limit} ${what}`);
    this.userMessage = `There are ${limit} ${what} already; more are not possible.`;
    this.suggestion = `${act} one that is not needed any more.`;
  }
}
