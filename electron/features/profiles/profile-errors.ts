import { AppError } from '../../base/app-error.ts';
import type { ProfileId } from '../../contract/values/ids.ts';

export class NoSuchProfileError extends AppError {
  readonly code = 'no-such-profile';
  readonly userMessage = 'This profile does not exist.';
  override readonly suggestion = 'It may have been deleted meanwhile: choose another one.';
  constructor(profileId: ProfileId) {
    super(`no profile ${profileId}`);
  }
}

export class ProfileInUseError extends AppError {
  readonly code = 'profile-in-use';
  readonly userMessage: string;
  override readonly suggestion = 'Stop it first, then delete the profile.';
  constructor(name: string) {
    super(`profile ${name} is running`);
    this.userMessage = `“${name}” is running and cannot be deleted.`;
  }
}

export class UnknownMinerError extends AppError {
  readonly code = 'no-such-miner';
  readonly userMessage: string;
  override readonly suggestion = 'Choose a miner from the list.';
  constructor(minerId: string) {
    super(`no miner ${minerId}`);
    this.userMessage = `This rig knows no miner called “${minerId}”.`;
  }
}

export class UnsupportedAlgorithmError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details = [
    { path: 'algorithm', message: 'is not supported by this miner' },
  ] as const;
  constructor(minerName: string, algorithm: string, supported: readonly string[]) {
    super(`${minerName} does not support ${algorithm}`);
    this.userMessage = `${minerName} does not support the algorithm “${algorithm}”.`;
    this.suggestion = `Choose one of these: ${supported.join(', ')}.`;
  }
}

export class PasswordLostError extends AppError {
  readonly code = 'secret-unreadable';
  readonly userMessage: string;
  override readonly suggestion = 'Enter the password again and save the profile.';
  constructor(profileName: string, poolUrl: string) {
    super(`no password for ${poolUrl}`);
    this.userMessage = `The password for ${poolUrl} in the profile “${profileName}” is lost.`;
  }
}

/** One field of a profile does not fit: its miner, or what stands in the other fields. */
export class ProfileFieldError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details: readonly { readonly path: string; readonly message: string }[];

  /**
   * @param path        such as `settings.priority`
   * @param message     what is wrong, as a sentence
   * @param suggestion  what would be right, as a sentence
   */
  constructor(path: string, message: string, suggestion: string) {
    super(`${path}: ${message}`);
    this.userMessage = message;
    this.suggestion = suggestion;
    this.details = [{ path, message }];
  }
}
