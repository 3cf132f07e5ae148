import { AppError } from '../../../base/app-error.ts';

/** A miner cannot be started the way a profile asks for. */
export class LaunchError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion = 'Change the profile, then start it again.';

  /**
   * @param problem  what is wrong, to stand behind a colon
   * @param reason   why that is a problem, if it does not say so itself
   */
  constructor(problem: string, reason?: string) {
    const text = reason === undefined ? problem : `${problem}, because ${reason}`;
    super(text);
    this.userMessage = `The miner cannot be started like this: ${text}.`;
  }
}
