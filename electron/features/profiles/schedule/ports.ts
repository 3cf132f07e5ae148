import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { Notify } from '../../../base/notify.ts';
import type { ProfileId, RunId } from '../../../contract/values/ids.ts';
import type { Profile } from '../../../contract/values/profile.ts';
import type { Run } from '../../../contract/values/run.ts';

/** What schedules work with. */
export interface SchedulerParts {
  readonly clock: Clock;
  readonly profiles: () => readonly Profile[];
  readonly runs: ScheduledRuns;
  /** The last run of a profile that is over, of earlier starts of the program, too. */
  readonly lastEnd: (profileId: ProfileId) => LastEnd | null;
  /** Writes into the journal of a run. */
  readonly note: (runId: RunId, kind: 'start' | 'stop', text: string) => void;
  readonly notify: Notify;
  readonly log: Log;
}

export interface ScheduledRuns {
  /** Newest first. */
  list(): readonly Pick<Run, 'id' | 'profileId' | 'startedAt' | 'endedAt'>[];
  /** @throws {AppError} where it cannot be started */
  start(profileId: ProfileId): Promise<Pick<Run, 'id'>>;
  stop(runId: RunId): Promise<unknown>;
}

export type LastEnd = Pick<Run, 'endedAt' | 'endReason'>;
