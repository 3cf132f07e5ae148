import type { StratumFailure, StratumFailureKind } from '../../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../../protocols/stratum/stratum-errors.ts';

/** Why a share was not taken: the standard code it is answered with, and the text behind it. */
const reasons = {
  malformed: ['other', 'Malformed share'],
  'time-out-of-range': ['other', 'Time out of range'],
  'unknown-job': ['job-not-found', 'Job not found'],
  stale: ['job-not-found', 'Stale share'],
  duplicate: ['duplicate-share', 'Duplicate share'],
  'low-difficulty': ['low-difficulty', 'Low difficulty share'],
  unauthorized: ['unauthorized', 'Unauthorized worker'],
  'not-subscribed': ['not-subscribed', 'Not subscribed'],
} as const satisfies Record<string, readonly [StratumFailureKind, string]>;

export type RejectReason = keyof typeof reasons;

export function failureOf(reason: RejectReason): StratumFailure {
  const [kind, message] = reasons[reason];
  return { code: stratumCodes[kind], message };
}

export interface PracticePoolStats {
  /** Connected now. */
  readonly clients: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly byReason: Readonly<Record<RejectReason, number>>;
}

/** What became of all shares since the pool began. */
export class ShareCounts {
  #accepted = 0;
  readonly #byReason: Record<RejectReason, number> = {
    malformed: 0,
    'time-out-of-range': 0,
    'unknown-job': 0,
    stale: 0,
    duplicate: 0,
    'low-difficulty': 0,
    unauthorized: 0,
    'not-subscribed': 0,
  };

  accept(): void {
    this.#accepted += 1;
  }

  reject(reason: RejectReason): void {
    this.#byReason[reason] += 1;
  }

  toStats(clients: number): PracticePoolStats {
    const byReason = { ...this.#byReason };
    const rejected = Object.values(byReason).reduce((sum, count) => sum + count, 0);
    return { clients, accepted: this.#accepted, rejected, byReason };
  }
}
