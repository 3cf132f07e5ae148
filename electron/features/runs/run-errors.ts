import { AppError } from '../../base/app-error.ts';
import type { RunId } from '../../contract/values/ids.ts';

export class NoSuchRunError extends AppError {
  readonly code = 'no-such-run';
  readonly userMessage = 'There is no such run any more.';
  override readonly suggestion = 'Look at the list of runs for those there are.';
  constructor(runId: RunId) {
    super(`no run ${runId}`);
  }
}

export class AlreadyRunningError extends AppError {
  readonly code = 'already-running';
  readonly userMessage: string;
  override readonly suggestion = 'Stop it first, then start it again.';
  override readonly retryable = true;
  /** @param profileName  null where it is only about to start */
  constructor(profileName: string | null) {
    super(`the profile ${profileName ?? 'that starts'} runs already`);
    this.userMessage =
      profileName === null
        ? 'This profile is being started already.'
        : `“${profileName}” is running already.`;
  }
}

export class NotRunningError extends AppError {
  readonly code = 'not-running';
  readonly userMessage: string;
  override readonly retryable = true;
  constructor(profileName: string, state: string) {
    super(`the run of ${profileName} is ${state}`);
    this.userMessage = `“${profileName}” has no running miner at the moment.`;
  }
}

export class CannotPauseError extends AppError {
  readonly code = 'cannot-pause';
  readonly userMessage: string;
  override readonly suggestion: string;
  constructor(minerName: string, because: 'has-no-pause' | 'no-answer', cause?: unknown) {
    super(`${minerName} cannot be paused or resumed: ${because}`, { cause });
    this.userMessage =
      because === 'has-no-pause'
        ? `${minerName} cannot be paused.`
        : `${minerName} did not answer, so its pause was not changed.`;
    this.suggestion = because === 'has-no-pause' ? 'Stop it instead.' : 'Try again in a moment.';
  }
}

export class NoSuchMinerError extends AppError {
  readonly code = 'no-such-miner';
  readonly userMessage: string;
  override readonly suggestion = 'Choose another miner in the profile.';
  constructor(minerId: string) {
    super(`no driver for the miner ${minerId}`);
    this.userMessage = `This version of Rigwright does not know the miner “${minerId}”.`;
  }
}

export class MinerNotInstalledError extends AppError {
  readonly code = 'miner-not-installed';
  readonly userMessage: string;
  override readonly suggestion = 'Install it, or choose another miner in the profile.';
  constructor(minerName: string) {
    super(`${minerName} is not installed`);
    this.userMessage = `${minerName} is not installed.`;
  }
}

export class ShuttingDownError extends AppError {
  readonly code = 'shutting-down';
  readonly userMessage = 'Rigwright is closing and starts nothing any more.';
  constructor() {
    super('asked to start a run while shutting down');
  }
}
