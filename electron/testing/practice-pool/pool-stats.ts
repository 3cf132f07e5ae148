import type { StratumFailureKind } from '../../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../../protocols/stratum/stratum-errors.ts';

/** Why a share was not taken, and the standard code it is answered with. */
const kinds = {
  malformed: 'other',
  'time-out-of-range': 'other',
  'unknown-job': 'job-not-found',
  stale: 'job-not-found',
  duplicate: 'duplicate-share',
  'low-difficulty': 'low-difficulty',
  unauthorized: 'unauthorized',
  'not-subscribed': 'not-subscribed',
} as const satisfies Record<string, StratumFailureKind>;

export type RejectReason = keyof typeof kinds;

export function codeOf(reason: RejectReason): number {
  return stratumCodes[kinds[reason]];
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
