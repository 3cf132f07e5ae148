import type {
  HistoryQuery,
  HistorySeries,
  JournalEntry,
  Sample,
} from '../../contract/values/history.ts';
import type { ProfileId } from '../../contract/values/ids.ts';
import type { Session } from '../../contract/values/run.ts';
import { DeferredWrites } from './deferred-writes.ts';
import { hashrateSeries } from './hashrate-series.ts';
import { addEntry, type JournalPage, listEntries } from './journal.ts';
import type { HistoryParts, Note, OpenedRun, RunCounts, RunEnd } from './ports.ts';
import { Retention } from './retention.ts';
import { resolutionMs } from './resolution.ts';
import * as runRows from './run-rows.ts';
import { addSamples } from './sample-rows.ts';

/**
 * What the rig did: hashrate, runs and the journal, in the database.
 *
 * What is written never throws because of the disk: it waits in memory until the disk obeys again.
 * What is read throws a StorageError where the database cannot be read.
 */
export class History implements Disposable {
  readonly #parts: HistoryParts;
  readonly #writes: DeferredWrites;
  readonly #retention: Retention;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    this.#writes = new DeferredWrites(parts);
    this.#retention = new Retention(parts);
  }

  opened(run: OpenedRun): void {
    this.#record(() => runRows.addRun(this.#parts.sql, run));
  }

  counted(counts: RunCounts): void {
    this.#writes.write({
      kind: 'record',
      key: `counts of ${counts.runId}`,
      perform: () => runRows.setCounts(this.#parts.sql, counts),
    });
  }

  ended(end: RunEnd): void {
    this.#record(() => runRows.setEnd(this.#parts.sql, end));
  }

  /** Writes a journal entry and announces it. */
  note(note: Note): void {
    this.#record(() => {
      this.#parts.publish('journal.added', addEntry(this.#parts.sql, note));
    });
  }

  /** @param samples  of one and the same ten seconds */
  sampled(samples: readonly Sample[]): void {
    const { sql } = this.#parts;
    const perform = (): void =>
      sql.transaction(() => {
        addSamples(sql, samples);
        for (const { runId, at } of samples) {
          runRows.setSeen(sql, runId, at + resolutionMs['10s']);
        }
      });
    this.#writes.write({ kind: 'samples', perform });
  }

  /**
   * Ends, at the start of the program, the runs that its last end did not: they were interrupted when
   * they were last seen.
   */
  closeInterrupted(): Session[] {
    const { sql, clock } = this.#parts;
    return runRows.listOpen(sql).map((run) => {
      const seen = Math.min(runRows.lastSeen(sql, run.runId), clock.now());
      const endedAt = Math.max(run.startedAt, seen);
      this.ended({ runId: run.runId, endedAt, endReason: 'interrupted' });
      this.note({
        runId: run.runId,
        at: endedAt,
        kind: 'interrupted',
        text: `Rigwright itself ended unexpectedly while “${run.profileName}” was mining.`,
      });
      return { ...run, endedAt, endReason: 'interrupted' };
    });
  }

  /**
   * Profiles that mined when the program ended, by a crash or in order, and that nobody has stopped
   * since. Each end is returned once only.
   */
  takeResumable(): ProfileId[] {
    const { sql } = this.#parts;
    const profiles = runRows.listResumable(sql);
    this.#record(() => runRows.markResumeTaken(sql));
    return profiles;
  }

  query(query: HistoryQuery): HistorySeries {
    return hashrateSeries(this.#parts, query);
  }

  /** Runs of the past, newest first. */
  sessions(page: runRows.SessionPage): Session[] {
    return runRows.listSessions(this.#parts.sql, page);
  }

  /** What happened, newest first. */
  journal(page: JournalPage): JournalEntry[] {
    return listEntries(this.#parts.sql, page);
  }

  /** Removes what is older than the person wants to keep, as happens by itself every hour. */
  prune(): void {
    this.#retention.prune();
  }

  /** Stops the hourly work and tries a last time to write what waits. The database stays open. */
  [Symbol.dispose](): void {
    this.#retention[Symbol.dispose]();
    this.#writes.flush();
  }

  #record(perform: () => void): void {
    this.#writes.write({ kind: 'record', perform });
  }
}
