import { AppError } from '../../../base/app-error.ts';

/** Enough of a checksum to compare by eye. */
const short = (sha256: string): string => `${sha256.slice(0, 12)}…`;

/** What was downloaded is not what somebody says it is. */
export class ChecksumMismatchError extends AppError {
  readonly code = 'checksum-mismatch';
  readonly userMessage: string;
  override readonly suggestion =
    'Nothing was installed. Try again; if it happens again, somebody changed the file: do not use it, and tell its publisher.';
  override readonly retryable = true;
  override readonly details: { readonly expected: string; readonly found: string };

  /** @param source  what says otherwise: `the signed list SHA256SUMS` */
  constructor(asset: string, found: string, expected: string, source: string) {
    super(`${asset} has ${found}, ${source} says ${expected}`);
    this.userMessage = `${asset} is not the file it should be: its SHA-256 is ${short(found)}, but ${source} says ${short(expected)}.`;
    this.details = { expected, found };
  }
}

/** The signed list says nothing of the file, so its publisher does not vouch for it. */
export class NotInSignedListError extends AppError {
  readonly code = 'checksum-mismatch';
  readonly userMessage: string;
  override readonly suggestion =
    'Nothing was installed. Install another version, or wait until the publisher completes the list.';

  constructor(asset: string, list: string) {
    super(`${list} does not name ${asset}`);
    this.userMessage = `The publisher’s signed list ${list} does not name ${asset}, so nothing proves what it is.`;
  }
}

/** A publisher who signs every release did not sign this one. */
export class SignatureMissingError extends AppError {
  readonly code = 'signature-invalid';
  readonly userMessage: string;
  override readonly suggestion =
    'Nothing was installed. Install another version; if this one is new, its signature may still come.';

  /** @param what  what is missing: `a signature of its checksums` */
  constructor(name: string, version: string, what: string) {
    super(`${name} ${version} has no ${what}`);
    this.userMessage = `${name} ${version} comes without ${what}, although its publisher signs every release.`;
  }
}

/** The catalogue demands a signature and lacks the key that would check it. */
export class KeyMissingError extends AppError {
  readonly code = 'signature-invalid';
  readonly userMessage: string;
  override readonly suggestion = 'Nothing was installed. Update Rigwright or its catalogue.';

  constructor(name: string, file: string) {
    super(`the catalogue has no key ${file}`);
    this.userMessage = `The signature of ${name} cannot be checked, because the catalogue lacks the key ${file}.`;
  }
}

/** An old release, signed as it is, was given the name of another one. */
export class OtherVersionError extends AppError {
  readonly code = 'signature-invalid';
  readonly userMessage: string;
  override readonly suggestion =
    'Nothing was installed. Install without a mirror, or choose another version.';

  constructor(name: string, version: string, asset: string) {
    super(`${asset} is not of ${version}`);
    this.userMessage = `What is offered as ${name} ${version} is ${asset}, which its publisher signed as another version.`;
  }
}
