import type { Clock } from '../../base/clock.ts';
import type { Publish } from '../../base/event-hub.ts';
import type { Log } from '../../base/log.ts';
import type { Notify } from '../../base/notify.ts';
import type { Sql } from '../../base/sql.ts';
import type { JournalKind } from '../../contract/values/history.ts';
import type { MinerId, ProfileId, RunId } from '../../contract/values/ids.ts';
import type { EndReason } from '../../contract/values/run.ts';
import type { Settings } from '../../contract/values/settings.ts';

/** What history is made of. */
export interface HistoryParts {
  readonly sql: Sql;
  readonly publish: Publish;
  readonly clock: Clock;
  readonly retention: () => RetentionDays;
  readonly recent: RecentSamples;
  readonly notify: Notify;
  readonly log: Log;
}

export type RetentionDays = Pick<Settings, 'minuteRetentionDays' | 'hourRetentionDays'>;

/** The newest samples, which are kept in memory at full resolution. */
export interface RecentSamples {
  /** Since when samples are taken, epoch ms. */
  readonly startedAt: number;
  /** How far back they reach, ms: a whole number of sample intervals. */
  readonly reachMs: number;
  /** Hashrate of each interval, of all runs that fit together; intervals without any are left out. */
  totals(filter: RunFilter): readonly { readonly at: number; readonly hashrate: number }[];
}

/** Which runs are meant; all of them where neither is named. */
export interface RunFilter {
  readonly runId?: RunId | undefined;
  readonly profileId?: ProfileId | undefined;
}

export interface OpenedRun {
  readonly runId: RunId;
  readonly profileId: ProfileId;
  readonly profileName: string;
  readonly minerId: MinerId;
  readonly algorithm: string;
  readonly poolUrl: string;
  /** Epoch ms. */
  readonly startedAt: number;
}

/** Totals of a run so far, over all its restarts. */
export interface RunCounts {
  readonly runId: RunId;
  readonly accepted: number;
  readonly rejected: number;
  readonly restarts: number;
}

export interface RunEnd {
  readonly runId: RunId;
  /** Epoch ms. */
  readonly endedAt: number;
  readonly endReason: EndReason;
}

export interface Note {
  readonly runId: RunId | null;
  /** Epoch ms. */
  readonly at: number;
  readonly kind: JournalKind;
  readonly text: string;
}
