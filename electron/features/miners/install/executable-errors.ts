import { AppError } from '../../../base/app-error.ts';
import type { Verification } from '../../../contract/values/miner.ts';

export class MinerNotInstalledError extends AppError {
  readonly code = 'miner-not-installed';
  readonly userMessage: string;
  override readonly suggestion = 'Install it from the Miners page, then start it again.';

  constructor(name: string) {
    super(`${name} is not installed`);
    this.userMessage = `${name} is not installed.`;
  }
}

/** A file that was unpacked a moment or a month ago is gone, or the system refuses to give it. */
export class ExecutableMissingError extends AppError {
  readonly code = 'executable-missing';
  readonly userMessage: string;
  override readonly suggestion: string;

  /** @param folder  of the miner: what a person may choose to allow */
  constructor(file: string, how: 'gone' | 'denied', folder: string, options?: ErrorOptions) {
    super(`${file} is ${how}`, options);
    const what = how === 'gone' ? 'has disappeared' : 'can no longer be opened';
    this.userMessage = `${file} ${what}: probably antivirus software put it into quarantine, as it does with many miners.`;
    this.suggestion = `Look into the quarantine of your antivirus software. If you trust this miner, restore the file and allow this folder there: ${folder}. Otherwise remove the miner. Rigwright never changes antivirus settings itself.`;
  }
}

/** The file is not the one that was verified. */
export class ExecutableChangedError extends AppError {
  readonly code = 'executable-changed';
  readonly userMessage: string;
  override readonly suggestion =
    'If it was not you who changed it, let antivirus software look at this computer. Install the miner again to get the verified file back.';
  override readonly details: { readonly expected: string; readonly found: string };

  constructor(file: string, expected: string, found: string) {
    super(`${file} is ${found}, was ${expected}`);
    this.userMessage = `${file} was changed since it was installed, so it is not started.`;
    this.details = { expected, found };
  }
}

/** Nobody who could vouches for a program, and no person has agreed to start it. */
export class NeedsConsentError extends AppError {
  readonly code = 'needs-consent';
  readonly userMessage: string;
  override readonly suggestion =
    'Start it only if you trust its publisher: agree on the Miners page, or remove it. A miner can read and send whatever your account can.';

  constructor(name: string, version: string, verification: Pick<Verification, 'level' | 'source'>) {
    super(`${name} ${version} is only ${verification.level}`);
    this.userMessage = `Nobody vouches for ${name} ${version}: ${risk(verification)}. You have to agree before it is started.`;
  }
}

function risk({ level, source }: Pick<Verification, 'level' | 'source'>): string {
  if (level === 'published') {
    return `it was only compared with an unsigned list from the same place (${source}), which whoever changes the program can change too`;
  }
  if (level === 'stated') {
    return `it was only compared with what its download site says (${source}), which does not prove who made it`;
  }
  return `nothing says what the file from ${source} should be, so it may have been changed on the way`;
}

/** The agreement is about another file than the one that is installed. */
export class OtherFileError extends AppError {
  readonly code = 'executable-changed';
  readonly userMessage: string;
  override readonly suggestion = 'Look at the miner as it is now, then decide again.';

  constructor(name: string, version: string) {
    super(`consent to another file of ${name} ${version}`);
    this.userMessage = `The program of ${name} ${version} is not the one that was shown when you agreed.`;
  }
}
