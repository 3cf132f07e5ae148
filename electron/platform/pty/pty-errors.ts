import { AppError } from '../../base/app-error.ts';

/** A program could not be started at all; nothing runs. */
export class StartFailedError extends AppError {
  readonly code = 'start-failed';
  readonly userMessage: string;
  override readonly suggestion: string | undefined;

  /** @param what  a sentence: what is wrong with the program or its folder */
  constructor(what: string, suggestion?: string) {
    super(what);
    this.userMessage = what;
    this.suggestion = suggestion;
  }
}

/** The program is closing; nothing new begins. */
export class PtyHostClosedError extends AppError {
  readonly code = 'shutting-down';
  readonly userMessage = 'Rigwright is closing, so no miner is started any more.';
}

/** The process that holds the terminals died. */
export class PtyHostLostError extends AppError {
  readonly code = 'pty-host-lost';
  readonly userMessage = 'The part that runs miners stopped unexpectedly.';
  override readonly suggestion = 'Start the miner again: that part starts anew by itself.';
  override readonly retryable = true;
}

/** It died again and again, so it is left alone for a while. */
export class PtyHostGivenUpError extends AppError {
  readonly code = 'pty-host-lost';
  readonly userMessage: string;
  override readonly suggestion =
    'Look into the log for the cause; antivirus programs and a full memory are the usual ones.';
  override readonly retryable = true;

  constructor(deaths: number, minutes: number) {
    super(`the pty host died ${deaths} times in ${minutes} min`);
    this.userMessage = `The part that runs miners stopped ${deaths} times within ${minutes} minutes, so no miner is started for now.`;
  }
}
