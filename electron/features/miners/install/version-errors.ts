import { AppError } from '../../../base/app-error.ts';

export class UnknownMinerError extends AppError {
  readonly code = 'no-such-miner';
  readonly userMessage: string;
  override readonly suggestion = 'Choose a miner from the list.';

  constructor(minerId: string) {
    super(`no miner ${minerId}`);
    this.userMessage = `This rig knows no miner called “${minerId}”.`;
  }
}

/** The miner is a part of Rigwright, or came as a package. */
export class NothingToInstallError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion = 'Choose another miner, or start this one: it is there already.';

  constructor(minerId: string) {
    super(`${minerId} has no releases`);
    this.userMessage = `The miner “${minerId}” is not installed from releases.`;
  }
}

export class NoSuchVersionError extends AppError {
  readonly code = 'no-such-version';
  readonly userMessage: string;
  override readonly suggestion: string;

  constructor(name: string, version: string, installed: readonly string[]) {
    super(`${name} ${version} is not installed`);
    this.userMessage = `${name} ${version} is not installed.`;
    this.suggestion =
      installed.length === 0
        ? 'Install it first.'
        : `Choose one of these: ${installed.join(', ')}.`;
  }
}

/** There is nothing to go back to. */
export class NoEarlierVersionError extends AppError {
  readonly code = 'no-such-version';
  readonly userMessage: string;
  override readonly suggestion = 'Install the version you want, then switch to it.';

  constructor(name: string) {
    super(`${name} has no version before`);
    this.userMessage = `No other version of ${name} is installed that one could go back to.`;
  }
}

export class MinerInUseError extends AppError {
  readonly code = 'miner-in-use';
  readonly userMessage: string;
  override readonly suggestion = 'Stop its runs first, then try again.';
  override readonly retryable = true;

  constructor(name: string, version: string, what: 'removed' | 'replaced') {
    super(`${name} ${version} runs`);
    this.userMessage = `${name} ${version} is running and cannot be ${what}.`;
  }
}

export class InstallRunningError extends AppError {
  readonly code = 'install-running';
  readonly userMessage: string;
  override readonly suggestion = 'Wait until it is done, or cancel it.';
  override readonly retryable = true;

  constructor(name: string) {
    super(`${name} is being installed`);
    this.userMessage = `${name} is being installed already.`;
  }
}

export class NotInstallingError extends AppError {
  readonly code = 'not-running';
  readonly userMessage: string;
  override readonly suggestion = 'It may have ended meanwhile: look at the miner.';

  constructor(name: string) {
    super(`${name} is not being installed`);
    this.userMessage = `${name} is not being installed, so there is nothing to cancel.`;
  }
}
