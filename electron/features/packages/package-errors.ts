import { AppError } from '../../base/app-error.ts';
import type { PackageFinding } from '../../contract/values/package.ts';
import { installCommand } from '../../protocols/packages/required-tools.ts';

export class NoSuchPackageError extends AppError {
  readonly code = 'no-such-package';
  readonly userMessage = 'This package does not exist.';
  override readonly suggestion = 'It may have been removed meanwhile: choose another one.';
  constructor(packageId: string) {
    super(`no package ${packageId}`);
  }
}

export class NoSuchScriptError extends AppError {
  readonly code = 'not-found';
  readonly userMessage: string;
  override readonly suggestion = 'Choose one of the scripts that are listed with the package.';
  constructor(path: string) {
    super(`no script ${path}`);
    this.userMessage = `The package has no script “${path}”.`;
  }
}

export class PackageInUseError extends AppError {
  readonly code = 'miner-in-use';
  readonly userMessage: string;
  override readonly suggestion = 'Stop it first.';
  constructor(name: string, act: 'removed' | 'replaced') {
    super(`package ${name} is running`);
    this.userMessage = `The miner of “${name}” is running, so the package cannot be ${act}.`;
  }
}

/** What was brought is no package, or one that cannot be used at all. */
export class BadPackageError extends AppError {
  readonly code = 'bad-package';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details: readonly PackageFinding[];
  constructor(
    userMessage: string,
    {
      suggestion = 'Ask whoever made the package to mend it.',
      findings = [],
    }: { readonly suggestion?: string; readonly findings?: readonly PackageFinding[] } = {},
  ) {
    super(userMessage);
    this.userMessage = userMessage;
    this.suggestion = suggestion;
    this.details = findings;
  }
}

/** A person has to agree before anything of the package runs, or before what it wants to start does. */
export class NeedsConsentError extends AppError {
  readonly code = 'needs-consent';
  readonly userMessage: string;
  override readonly suggestion =
    'Look at its scripts on the page Custom, then allow them there, or remove the package.';
  constructor(userMessage: string) {
    super(userMessage);
    this.userMessage = userMessage;
  }
}

/** The archive that was looked at is not the one that lies here now. */
export class OtherArchiveError extends AppError {
  readonly code = 'executable-changed';
  readonly userMessage: string;
  override readonly suggestion = 'Look at it again, then decide.';
  constructor(name: string) {
    super(`package ${name} was replaced`);
    this.userMessage = `The package “${name}” was replaced since you looked at it.`;
  }
}

export class PackageFileChangedError extends AppError {
  readonly code = 'executable-changed';
  readonly userMessage: string;
  override readonly suggestion =
    'If you did not change it, look for the cause; then import the package again.';
  constructor(name: string, path: string) {
    super(`${path} of ${name} was changed`);
    this.userMessage = `The file ${path} of the package “${name}” was changed since it was imported.`;
  }
}

export class PackageFileMissingError extends AppError {
  readonly code = 'executable-missing';
  readonly userMessage: string;
  override readonly suggestion: string;
  constructor(name: string, path: string, folder: string) {
    super(`${path} of ${name} is missing`);
    this.userMessage = `The file ${path} of the package “${name}” is gone or may not be read; an antivirus program has probably taken it away.`;
    this.suggestion = `Look into its quarantine, restore the file if you trust it, and allow the folder ${folder}; or import the package again.`;
  }
}

/** A script of a package called programs that this rig does not have. */
export class ToolsMissingError extends AppError {
  readonly code = 'script-failed';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable = true;
  constructor(script: string, tools: readonly string[]) {
    super(`${script} needs ${tools.join(', ')}`);
    this.userMessage = `${script} of the package needs ${tools.join(', ')}, which this rig does not have.`;
    this.suggestion = `Install what is missing (${installCommand(tools)}), then start again.`;
  }
}

/** A script of a package did not do what it has to. */
export class ScriptFailedError extends AppError {
  readonly code = 'script-failed';
  readonly userMessage: string;
  override readonly suggestion =
    'Its output is in the log; the author of the package can say what it means.';
  /** The end of its output, without secrets. */
  override readonly details: { readonly output: string };
  constructor(userMessage: string, output: string) {
    super(`${userMessage} ${output}`);
    this.userMessage = userMessage;
    this.details = { output };
  }
}

export class NoSuchUploadError extends AppError {
  readonly code = 'no-such-upload';
  readonly userMessage = 'This upload does not exist any more.';
  override readonly suggestion = 'Send the file again; an upload is forgotten after an hour.';
  constructor(uploadId: string) {
    super(`no upload ${uploadId}`);
  }
}

export class UploadError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion: string;
  constructor(userMessage: string, suggestion: string) {
    super(userMessage);
    this.userMessage = userMessage;
    this.suggestion = suggestion;
  }
}
