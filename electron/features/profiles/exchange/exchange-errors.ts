import { AppError } from '../../../base/app-error.ts';

/** What a person gave is not a file that can be taken in. Nothing was changed. */
export class BadFileError extends AppError {
  readonly code = 'bad-file';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details: readonly FileProblem[];

  /**
   * @param message     what is wrong and where, as a sentence
   * @param suggestion  what to do, as a sentence
   */
  constructor(message: string, suggestion: string, details: readonly FileProblem[] = []) {
    super(message);
    this.userMessage = message;
    this.suggestion = suggestion;
    this.details = details;
  }
}

export interface FileProblem {
  /** `profiles[0].pools[1].url`, or `line 3, column 7`. */
  readonly path: string;
  readonly message: string;
}

export class WrongPassphraseError extends AppError {
  readonly code = 'wrong-passphrase';
  readonly userMessage = 'The passphrase does not open the passwords in this file.';
  override readonly suggestion =
    'Enter the passphrase that was chosen for the export, or take the profiles in without passwords.';
  constructor(options?: ErrorOptions) {
    super('the box of passwords does not open', options);
  }
}

export class ExportTooLargeError extends AppError {
  readonly code = 'too-large';
  readonly userMessage = 'So many profiles make a file that no Rigwright would read.';
  override readonly suggestion = 'Choose some of them, and export the others afterwards.';
  constructor() {
    super('the export is too large');
  }
}
