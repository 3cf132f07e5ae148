import { AppError } from '../../base/app-error.ts';

export class NoSuchCoinError extends AppError {
  readonly code = 'no-such-coin';
  readonly userMessage: string;
  override readonly suggestion = 'Choose one of the list, or add it as a coin of your own.';
  constructor(coinId: string) {
    super(`no coin ${coinId}`);
    this.userMessage = `There is no coin “${coinId}”.`;
  }
}

export class NoSuchPoolError extends AppError {
  readonly code = 'no-such-pool';
  readonly userMessage: string;
  override readonly suggestion = 'It may have been deleted meanwhile: choose another one.';
  constructor(poolId: string) {
    super(`no pool ${poolId}`);
    this.userMessage = `There is no pool “${poolId}”.`;
  }
}

export class CoinInUseError extends AppError {
  readonly code = 'coin-in-use';
  readonly userMessage: string;
  override readonly suggestion = 'Change or delete what uses it first.';
  /** @param users  such as: the pool “Mine” */
  constructor(name: string, users: readonly string[]) {
    super(`coin ${name} is used by ${users.length}`);
    const shown = users.slice(0, 3).join(', ');
    const rest = users.length > 3 ? ` and ${users.length - 3} more` : '';
    this.userMessage = `“${name}” cannot be deleted: ${shown}${rest} would be without it.`;
  }
}

/** What comes with the program stays as it is. */
export class BuiltinEntryError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion = 'Add one of your own with other values instead.';
  constructor(name: string) {
    super(`${name} is built in`);
    this.userMessage = `“${name}” comes with the program and cannot be changed or deleted.`;
  }
}

/** A field of a coin or a pool that cannot be taken. */
export class BadEntryError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details: readonly { readonly path: string; readonly message: string }[];

  /**
   * @param path        of the field, such as `walletTemplate` or `urls.0.url`
   * @param message     what the field does wrong, to stand behind its name
   * @param userMessage the same as a sentence
   */
  constructor(path: string, message: string, userMessage: string, suggestion: string) {
    super(`${path} ${message}`);
    this.userMessage = userMessage;
    this.suggestion = suggestion;
    this.details = [{ path, message }];
  }
}
