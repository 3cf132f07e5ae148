import type { IncomingHttpHeaders } from 'node:http';
import type { AppError } from '../../base/app-error.ts';
import { RateLimitedError, TransferError, WrongPieceError } from './transfer-error.ts';

export interface AnswerHead {
  /** `host:port` */
  readonly server: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The failure that an answer tells of.
 *
 * @param now  epoch ms
 * @returns    undefined where the answer carries what was asked for
 */
export function answerError(
  { server, status, headers }: AnswerHead,
  now: number,
): AppError | undefined {
  if (status === 200 || status === 206) return undefined;
  if (isRateLimit(status, headers)) {
    return new RateLimitedError(server, { retryAt: retryAt(headers, now), now });
  }
  if (status === 404 || status === 410) {
    return new TransferError(server, {
      code: 'release-not-found',
      sentence: 'does not have this file or release (any more).',
      suggestion: 'Choose another version; the publisher may have removed or renamed it.',
      again: 'no',
    });
  }
  if (status === 304) return unaskedError(server);
  if (status === 416) return new WrongPieceError(server);
  if (status >= 500 || status === 408) {
    return new TransferError(server, {
      code: 'download-failed',
      sentence: `has a fault of its own (HTTP ${status}).`,
      suggestion: 'Try again later.',
      again: 'yes',
    });
  }
  return new TransferError(server, {
    code: 'download-failed',
    sentence: `refused the request (HTTP ${status}).`,
    suggestion: 'Try again later, or install from a file or a mirror.',
    again: 'no',
  });
}

/** Nothing changed since something that is not at hand. */
export function unaskedError(server: string): TransferError {
  return new TransferError(server, {
    code: 'download-failed',
    sentence: 'says that nothing has changed, but not since what.',
    suggestion: 'Try again; where a mirror is set, check its address.',
    again: 'no',
  });
}

/**
 * GitHub answers 403 or 429 with `x-ratelimit-remaining: 0`, and with `retry-after` when requests come
 * too fast (docs.github.com/rest, "Rate limits for the REST API").
 */
function isRateLimit(status: number, headers: IncomingHttpHeaders): boolean {
  if (status === 429) return true;
  return (
    status === 403 &&
    (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined)
  );
}

/** A day: whoever says more has another clock, or is not to be believed. */
const longestWaitMs = 86_400_000;

/** Epoch ms, null where nothing credible is said. */
function retryAt(headers: IncomingHttpHeaders, now: number): number | null {
  const wait = headers['retry-after'];
  const reset = headers['x-ratelimit-reset'];
  const candidates = [
    wait !== undefined && /^\d{1,6}$/.test(wait) ? now + Number(wait) * 1_000 : NaN,
    wait === undefined ? NaN : Date.parse(wait),
    typeof reset === 'string' && /^\d{1,11}$/.test(reset) ? Number(reset) * 1_000 : NaN,
  ];
  return candidates.find((time) => time >= now && time <= now + longestWaitMs) ?? null;
}
