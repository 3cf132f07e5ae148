import { AppError } from '../../base/app-error.ts';

/** No Python that could run the scripts of a package. */
export class PythonMissingError extends AppError {
  readonly code = 'python-missing';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable = true;

  /** @param found  version that is there and too old; null where there is none */
  constructor(found: string | null, platform: NodeJS.Platform) {
    super(found === null ? 'no Python found' : `Python ${found} is too old`);
    this.userMessage =
      found === null
        ? 'The scripts of this package need Python 3.8 or later, which this rig does not have.'
        : `The scripts of this package need Python 3.8 or later; this rig has ${found}.`;
    this.suggestion =
      platform === 'win32'
        ? 'Install Python from python.org with “Add python.exe to PATH”, then start again.'
        : 'Install it (Debian and Ubuntu: apt install python3), then start again.';
  }
}
