import { AppError } from '../base/app-error.ts';

export interface Agreeing {
  /** Agreed to by an option, so nobody is asked. */
  readonly yes: boolean;
  /** null: there is nobody to ask. */
  readonly ask: (question: string) => Promise<boolean | null>;
}

export interface Risk {
  readonly question: string;
  /** What is not done before: `T-Rex 0.26.8 is installed, but not started`. */
  readonly without: string;
  /** The command that agrees. */
  readonly command: string;
  /** What is agreed to, for programs. */
  readonly details: unknown;
}

/** Goes on only where a person agrees. @throws {NotAgreedError} */
export async function agree(risk: Risk, { yes, ask }: Agreeing): Promise<void> {
  if (yes || (await ask(risk.question)) === true) return;
  throw new NotAgreedError(risk);
}

class NotAgreedError extends AppError {
  readonly code = 'needs-consent';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details: unknown;
  constructor({ without, command, details }: Risk) {
    super(`not agreed: ${command}`);
    this.userMessage = `${without} before you agree.`;
    this.suggestion = `Agree with “${command}”.`;
    this.details = details;
  }
}
