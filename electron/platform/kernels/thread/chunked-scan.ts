import { checkCount } from '../argument-checks.ts';
import type { FoundNonce, PreparedJob } from '../kernel.ts';
import type { ScanRequest } from './thread-messages.ts';

/** How long a thread scans before it looks whether it is still wanted, ms. */
const chunkMs = 10;

/** Few enough for the slowest algorithm on the slowest path; the next chunk has what fits. */
const firstCount = 16;

/** The largest chunk makes no more than a few looks a second superfluous. */
const maxCount = 2 ** 24;

/**
 * Scans in pieces of about ten milliseconds.
 *
 * @param isStopped  looked at before each piece
 * @returns          what was found; null also when it was stopped
 */
export function scanInChunks(
  job: PreparedJob,
  {
    tail,
    target,
    startNonce,
    count,
  }: Pick<ScanRequest, 'tail' | 'target' | 'startNonce' | 'count'>,
  isStopped: () => boolean,
): FoundNonce | null {
  // A range that is wrong must be refused as a whole, before its first piece is right.
  job.scan(tail, target, startNonce, 0);
  checkCount(startNonce, count);
  let size = firstCount;
  for (let done = 0; done < count && !isStopped();) {
    const piece = Math.min(size, count - done);
    const began = performance.now();
    const found = job.scan(tail, target, startNonce + done, piece);
    if (found) return found;
    done += piece;
    const elapsedMs = Math.max(performance.now() - began, 0.01);
    size = Math.max(1, Math.min(maxCount, Math.round((piece * chunkMs) / elapsedMs)));
  }
  return null;
}
