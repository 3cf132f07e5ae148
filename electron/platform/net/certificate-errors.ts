import { AppError } from '../../base/app-error.ts';
import { readableFingerprint } from './certificate.ts';

/**
 * A host that no authority vouches for shows another certificate than before: it has got a new one, or
 * somebody stands between.
 */
export class CertificateChangedError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly suggestion: string;
  /** Of the certificate it had, and of the one it has; SHA-256, lower case. */
  override readonly details: { readonly known: string; readonly shown: string };

  /**
   * @param name         the other side, `host:port`
   * @param howToForget  as the store of the pins says it
   */
  constructor(
    name: string,
    fingerprints: { readonly known: string; readonly shown: string },
    howToForget: string,
  ) {
    super(`${name} shows the certificate ${fingerprints.shown}, not ${fingerprints.known}`);
    this.details = fingerprints;
    const [known, shown] = [fingerprints.known, fingerprints.shown].map(readableFingerprint);
    this.userMessage =
      `${name} shows another certificate than before, so Rigwright did not log in. ` +
      `Before: ${known}; now: ${shown}.`;
    this.suggestion =
      'Ask the operator whether the certificate is new; somebody may be listening in otherwise. ' +
      `${howToForget} to take the new one.`;
  }
}

/** The time of the certificate is over, or has not come yet, and it was not known before. */
export class CertificateExpiredError extends AppError {
  readonly code = 'pool-unreachable';
  readonly userMessage: string;
  override readonly suggestion =
    'Check the date and time of this computer. If they are right, the operator has to renew the certificate.';
  override readonly retryable = true;
  override readonly details: { readonly fingerprint: string };

  /** @param name  the other side, `host:port` */
  constructor(
    name: string,
    {
      validFrom,
      validTo,
      fingerprint,
      now,
    }: {
      readonly validFrom: Date;
      readonly validTo: Date;
      readonly fingerprint: string;
      readonly now: number;
    },
  ) {
    const day = (date: Date): string => date.toISOString().slice(0, 10);
    const isEarly = now < validFrom.getTime();
    const what = isEarly
      ? `is valid from ${day(validFrom)} on only`
      : `has expired on ${day(validTo)}`;
    super(`${name}: the certificate ${what}`);
    this.details = { fingerprint };
    this.userMessage = `The certificate of ${name} ${what}, so Rigwright did not log in.`;
  }
}
