import { silentLog } from '../base/log.ts';
import type { NoticeDraft } from '../base/notify.ts';
import type { Sql } from '../base/sql.ts';
import type { JournalEntry } from '../contract/values/history.ts';
import type { MinerId, ProfileId, RunId } from '../contract/values/ids.ts';
import { History } from '../features/history/history.ts';
import type { OpenedRun, RecentSamples } from '../features/history/ports.ts';
import { migrations } from '../platform/database/migrations.ts';
import { type Database, openDatabase } from '../platform/database/open-database.ts';
import { FakeClock } from './fake-clock.ts';

type Changing<Value> = { -readonly [Field in keyof Value]: Value[Field] };

interface Options {
  readonly clock?: FakeClock;
  /** In memory unless a path is given. */
  readonly file?: string;
  /** Puts something between the history and its database. */
  readonly between?: (sql: Sql) => Sql;
}

/** A history on a real database, which keeps for the test what it announces. */
export class TestHistory implements AsyncDisposable {
  readonly clock: FakeClock;
  readonly sql: Database;
  readonly history: History;
  readonly notices: NoticeDraft[] = [];
  readonly announced: JournalEntry[] = [];
  readonly retention = { minuteRetentionDays: 30, hourRetentionDays: 730 };
  /** Nothing is in memory until the test says otherwise. */
  readonly recent: Changing<RecentSamples> = { startedAt: 0, reachMs: -10_000, totals: () => [] };

  constructor({ clock = new FakeClock(), file = ':memory:', between = same }: Options = {}) {
    this.clock = clock;
    const notify = (notice: NoticeDraft): void => void this.notices.push(notice);
    const now = (): number => clock.now();
    this.sql = openDatabase({ file, migrations, log: silentLog, notify, now });
    this.history = new History({
      sql: between(this.sql),
      clock,
      publish: (name, payload) => {
        if (name === 'journal.added') this.announced.push(payload as JournalEntry);
      },
      retention: () => this.retention,
      recent: this.recent,
      notify,
      log: silentLog,
    });
  }

  /** Opens a run of the profile of the same name. */
  open(name: string, startedAt = this.clock.now()): RunId {
    const run = openedRun(name, startedAt);
    this.history.opened(run);
    return run.runId;
  }

  /** Gives each run one hashrate for a stretch of whole samples. */
  mine(from: number, to: number, hashrates: Readonly<Record<string, number | null>>): void {
    for (let at = from; at < to; at += 10_000) {
      this.history.sampled(
        Object.entries(hashrates).map(([name, hashrate]) => ({
          runId: name as RunId,
          at,
          hashrate,
        })),
      );
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.history[Symbol.dispose]();
    await this.sql[Symbol.asyncDispose]();
  }
}

const same = (sql: Sql): Sql => sql;

export function openedRun(name: string, startedAt: number): OpenedRun {
  return {
    runId: name as RunId,
    // `a-2` is the second run of profile a.
    profileId: name.replace(/-\d+$/, '') as ProfileId,
    profileName: `Profile ${name}`,
    minerId: 'builtin' as MinerId,
    algorithm: 'sha256d',
    poolUrl: 'practice://local',
    startedAt,
  };
}
