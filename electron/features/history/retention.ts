import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Sql } from '../../base/sql.ts';
import { StorageError } from '../../base/storage-error.ts';
import type { RetentionDays } from './ports.ts';
import { dayMs, hourMs, minuteMs } from './resolution.ts';

/** Rows that one statement deletes at most: a few milliseconds, in which nothing else can run. */
const batchRows = 2_000;
/** Rest between two batches, ms. */
const restMs = 200;
/** Journal entries, and runs, that are kept at most, whatever their age. */
const maxRows = 100_000;

interface Parts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly retention: () => RetentionDays;
  readonly log: Log;
}

/** Removes what is older than the person wants to keep: once an hour, a few rows at a time. */
export class Retention implements Disposable {
  readonly #parts: Parts;
  readonly #timers: (() => void)[];
  #cancelNext: (() => void) | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const prune = (): void => this.prune();
    // The first one waits until the start, which has more urgent work, is over.
    this.#timers = [parts.clock.after(minuteMs, prune), parts.clock.every(hourMs, prune)];
  }

  /** Removes a first batch now and the rest, batch by batch, soon. */
  prune(): void {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    try {
      if (this.#pruneBatch()) {
        this.#cancelNext = this.#parts.clock.after(restMs, () => this.prune());
      }
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#parts.log.warn('old history could not be removed', { error });
    }
  }

  [Symbol.dispose](): void {
    this.#cancelNext?.();
    for (const cancel of this.#timers) cancel();
  }

  /** @returns whether there may be more to remove */
  #pruneBatch(): boolean {
    const { sql, clock } = this.#parts;
    const { minuteRetentionDays, hourRetentionDays } = this.#parts.retention();
    const minuteCutoff = clock.now() - minuteRetentionDays * dayMs;
    const hourCutoff = clock.now() - hourRetentionDays * dayMs;
    return [
      deleteSamples(sql, 'minute_samples', minuteCutoff),
      deleteSamples(sql, 'hour_samples', hourCutoff),
      deleteEntries(sql, hourCutoff),
      deleteRuns(sql, hourCutoff),
    ].some((deleted) => deleted >= batchRows);
  }
}

/** @returns how many rows it deleted, as all below */
function deleteSamples(sql: Sql, table: 'minute_samples' | 'hour_samples', before: number): number {
  return sql.run(
    `DELETE FROM ${table} WHERE (at, run_num) IN (
       SELECT at, run_num FROM ${table} WHERE at < ? ORDER BY at LIMIT ${batchRows})`,
    [before],
  ).changes;
}

function deleteEntries(sql: Sql, before: number): number {
  return sql.run(
    `DELETE FROM journal WHERE id IN (
       SELECT id FROM journal
        WHERE at < ? OR id <= (SELECT max(id) FROM journal) - ${maxRows}
        LIMIT ${batchRows})`,
    [before],
  ).changes;
}

/** A run goes when the last of its samples and entries has gone. */
function deleteRuns(sql: Sql, before: number): number {
  return sql.run(
    `DELETE FROM runs WHERE num IN (
       SELECT num FROM runs
        WHERE ended_at < ?
           OR (ended_at IS NOT NULL AND num <= (SELECT max(num) FROM runs) - ${maxRows})
        LIMIT ${batchRows})`,
    [before],
  ).changes;
}
