import type { StratumFailure, StratumFailureKind } from '../stratum-errors.ts';

/** The one code that pools give for everything. */
const code = -1;

/**
 * Refusals in the words that pools use, by which miners know them. XMRig leaves a pool that answers
 * a share with "Unauthenticated", so that one is for clients that have not logged in.
 */
export const cryptonoteFailures: Readonly<Record<StratumFailureKind, StratumFailure>> = {
  other: { code, message: 'Invalid request' },
  'job-not-found': { code, message: 'Block expired' },
  'duplicate-share': { code, message: 'Duplicate share' },
  'low-difficulty': { code, message: 'Low difficulty share' },
  unauthorized: { code, message: 'Invalid address used for login' },
  'not-subscribed': { code, message: 'Unauthenticated' },
};

const patterns: readonly [RegExp, StratumFailureKind][] = [
  [/low diff/i, 'low-difficulty'],
  [/duplicate/i, 'duplicate-share'],
  [/expired|stale|invalid job|job not found|unknown job/i, 'job-not-found'],
  [/unauthenticated|not logged in/i, 'not-subscribed'],
  [/address|wallet|login|password|banned/i, 'unauthorized'],
];

/** What a pool means by its words, since its code says nothing. */
export function failureKindOf({ message }: StratumFailure): StratumFailureKind {
  return patterns.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}
