import { AppError } from '../../base/app-error.ts';

export interface Transfer {
  readonly code: 'offline' | 'download-failed' | 'timeout' | 'release-not-found';
  /** Goes on after the name of the server. */
  readonly sentence: string;
  readonly suggestion: string;
  /** `when-begun`: only a download that had received something is worth another try by itself. */
  readonly again: 'yes' | 'when-begun' | 'no';
}

/** A server did not give what was asked of it. */
export class TransferError extends AppError {
  readonly code: Transfer['code'];
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable: boolean;
  readonly again: Transfer['again'];

  /** @param server  `host:port` */
  constructor(
    server: string,
    { code, sentence, suggestion, again }: Transfer,
    options?: ErrorOptions,
  ) {
    super(`${server} ${sentence}`, options);
    this.code = code;
    this.userMessage = `${server} ${sentence}`;
    this.suggestion = suggestion;
    this.again = again;
    this.retryable = again !== 'no';
  }
}

/** The server sent, or has, another piece of the file than it was asked for; what is there is no use. */
export class WrongPieceError extends TransferError {
  constructor(server: string) {
    super(server, {
      code: 'download-failed',
      sentence: 'sent another piece of the file than it was asked for.',
      suggestion: 'Try again; it begins anew then.',
      again: 'yes',
    });
  }
}

/** The server counts the requests of each address, and this one has had its share. */
export class RateLimitedError extends AppError {
  readonly code = 'rate-limited';
  readonly userMessage: string;
  override readonly suggestion =
    'Try again then. Other programs behind the same address count as well.';
  override readonly retryable = true;
  override readonly details: { readonly retryAt: number | null };

  /**
   * @param server   `host:port`
   * @param retryAt  epoch ms, null where the server does not say
   */
  constructor(server: string, { retryAt, now }: { retryAt: number | null; now: number }) {
    super(`${server} is rate limited until ${retryAt ?? 'unknown'}`);
    this.details = { retryAt };
    this.userMessage =
      `${server} takes no more requests from this internet address for now; it will answer again ` +
      (retryAt === null ? 'later.' : `in ${durationText(retryAt - now)}.`);
  }
}

/** What was downloaded is not what was expected. */
export class ChecksumMismatchError extends AppError {
  readonly code = 'checksum-mismatch';
  readonly userMessage: string;
  override readonly suggestion =
    'Try again. If it happens again, do not use this file: somebody may have changed it on its way.';
  override readonly details: { readonly expected: string; readonly actual: string };

  /** @param name  of the file; the hashes are 64 hexadecimal digits */
  constructor(name: string, hashes: { readonly expected: string; readonly actual: string }) {
    super(`${name} has SHA-256 ${hashes.actual}, expected ${hashes.expected}`);
    this.details = hashes;
    this.userMessage =
      `${name} is not the file its publisher names: its SHA-256 is ${hashes.actual.slice(0, 12)}… ` +
      `and should be ${hashes.expected.slice(0, 12)}….`;
  }
}

/** `about 12 minutes`; never less than a minute, because clocks differ by as much. */
function durationText(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes === 1) return 'about a minute';
  return minutes < 120 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}
