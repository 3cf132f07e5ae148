import type { StratumFailureKind } from '../../protocols/stratum/stratum-errors.ts';

/** Why a share was not taken, and which of the standard failures that is. */
export const rejectKinds = {
  malformed: 'other',
  'invalid-solution': 'other',
  'time-out-of-range': 'other',
  'unknown-job': 'job-not-found',
  stale: 'job-not-found',
  duplicate: 'duplicate-share',
  'low-difficulty': 'low-difficulty',
  unauthorized: 'unauthorized',
  'not-subscribed': 'not-subscribed',
} as const satisfies Record<string, StratumFailureKind>;

export type RejectReason = keyof typeof rejectKinds;

export interface PracticePoolStats {
  /** Connected now. */
  readonly clients: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly byReason: Readonly<Record<RejectReason, number>>;
  /**
   * Backend and path of the kernel that hashes the shares: `wasm wasm-simd`. null: there is none, so
   * that what a share claims is believed, and only its form, its job and that it is new are checked.
   */
  readonly checkedWith: string | null;
}

/** What became of all shares since the pool began. */
export class ShareCounts {
  #accepted = 0;
  readonly #byReason: Record<RejectReason, number> = {
    malformed: 0,
    'invalid-solution': 0,
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

  toStats(clients: number, checkedWith: string | null): PracticePoolStats {
    const byReason = { ...this.#byReason };
    const rejected = Object.values(byReason).reduce((sum, count) => sum + count, 0);
    return { clients, accepted: this.#accepted, rejected, byReason, checkedWith };
  }
}
