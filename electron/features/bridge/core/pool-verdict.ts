import { AppError } from '../../../base/app-error.ts';
import type { BridgeDialect, ShareRejection } from '../../../contract/values/bridge.ts';
import { PoolBusyError, StaleShareError } from '../../../pool-session/pool-errors.ts';
import type { ShareVerdict } from '../../../pool-session/pool-session.ts';
import { failureKind } from '../../../pool-session/share-failures.ts';
import type { StratumFailureKind } from '../../../protocols/stratum/stratum-errors.ts';
import { refusal, type Refusal } from './work.ts';

const reasons: Readonly<Record<StratumFailureKind, ShareRejection>> = {
  'job-not-found': 'stale',
  'duplicate-share': 'duplicate',
  'low-difficulty': 'low-difficulty',
  unauthorized: 'not-authorized',
  'not-subscribed': 'not-authorized',
  other: 'pool-rejected',
};

/** What a pool said of a share. @returns null where it took it */
export function refusalOf(dialect: BridgeDialect, verdict: ShareVerdict): Refusal | null {
  const { accepted, failure } = verdict;
  if (accepted) return null;
  if (!failure) return refusal('pool-rejected');
  return refusal(reasons[failureKind(dialect, failure)], `the pool said: ${failure.message}`);
}

/** Why a share did not get an answer of the pool. @returns null where that is a bug */
export function refusalOfFailure(error: unknown): Refusal | null {
  if (error instanceof StaleShareError) return refusal('stale', error.reason);
  if (error instanceof PoolBusyError) return refusal('over-rate', error.userMessage);
  if (error instanceof AppError) return refusal('pool-lost', error.userMessage);
  return null;
}
