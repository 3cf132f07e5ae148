import type { Clock } from '../../base/clock.ts';
import type { Sql } from '../../base/sql.ts';
import type { HistoryQuery, HistorySeries } from '../../contract/values/history.ts';
import { type Buckets, coverWindow, pointsOf, type SampleRow } from './buckets.ts';
import { marksOf } from './marks.ts';
import type { RecentSamples, RunFilter } from './ports.ts';
import { hourMs, intervalStart, minuteMs, type Resolution, resolutionMs } from './resolution.ts';
import { sampleTables, wholeRig } from './sample-rows.ts';

interface Sources {
  readonly sql: Sql;
  readonly recent: RecentSamples;
  readonly clock: Clock;
}

/**
 * Hashrate of a window, and what happened in it, in at most `maxPoints` buckets.
 *
 * Runs side by side add up; runs one after the other are one line. The first and the last bucket may
 * reach beyond the window, and then stand for their whole time.
 *
 * @throws {StorageError} where the database cannot be read
 */
export function hashrateSeries(sources: Sources, query: HistoryQuery): HistorySeries {
  const { from, to } = query;
  const { resolution, buckets } = chooseSource(sources, query);
  const rows =
    resolution === '10s'
      ? recentRows(sources.recent, query)
      : storedRows(sources.sql, sampleTables[resolution], buckets, query);
  return {
    from,
    to,
    resolution,
    bucketMs: buckets.bucketMs,
    points: pointsOf(rows, buckets),
    marks: marksOf(sources.sql, query),
  };
}

/** The coarsest rows that are not longer than the buckets, of those that know the whole window. */
function chooseSource(
  sources: Sources,
  query: HistoryQuery,
): { readonly resolution: Resolution; readonly buckets: Buckets } {
  if (isInMemory(sources, query.from)) {
    return { resolution: '10s', buckets: coverWindow(query, resolutionMs['10s']) };
  }
  const buckets = coverWindow(query, resolutionMs.minute);
  if (buckets.bucketMs < hourMs && !hasOnlyHours(sources.sql, buckets)) {
    return { resolution: 'minute', buckets };
  }
  return { resolution: 'hour', buckets: coverWindow(query, resolutionMs.hour) };
}

function isInMemory({ sql, recent, clock }: Sources, from: number): boolean {
  const oldest = intervalStart(clock.now(), resolutionMs['10s']) - recent.reachMs;
  if (from < oldest) return false;
  // After a restart the memory is empty, though the database may know the minutes before it.
  return from >= recent.startedAt || !hasMinutes(sql, from, recent.startedAt);
}

/** Whether any minute is stored from the one that holds `from` to the one before that of `to`. */
function hasMinutes(sql: Sql, from: number, to: number): boolean {
  const row = sql.get('SELECT 1 FROM minute_samples WHERE at >= ? AND at < ? LIMIT 1', [
    intervalStart(from, minuteMs),
    intervalStart(to, minuteMs),
  ]);
  return row !== undefined;
}

/** Whether the window begins before the minutes that are still kept, with hours that are. */
function hasOnlyHours(sql: Sql, { from, bucketMs, count }: Buckets): boolean {
  const to = from + bucketMs * count;
  const minute = sql.get<{ at: number }>(
    'SELECT at FROM minute_samples WHERE at >= ? AND at < ? ORDER BY at LIMIT 1',
    [from, to],
  );
  const hour = sql.get<{ at: number }>(
    'SELECT at FROM hour_samples WHERE at >= ? AND at < ? ORDER BY at LIMIT 1',
    [from, to],
  );
  return hour !== undefined && hour.at + hourMs <= (minute?.at ?? to);
}

const recentRows = (recent: RecentSamples, filter: RunFilter): SampleRow[] =>
  recent
    .totals(filter)
    .map(({ at, hashrate }) => ({ at, n: 1, sum: hashrate, min: hashrate, max: hashrate }));

function storedRows(sql: Sql, table: string, buckets: Buckets, filter: RunFilter): SampleRow[] {
  const { from, bucketMs, count } = buckets;
  const { runId = null, profileId = null } = filter;
  const ofOne = runId !== null || profileId !== null;
  // Without the casts SQLite divides large numbers as fractions.
  return sql.all<SampleRow>(
    `SELECT at / CAST(:bucketMs AS INTEGER) * CAST(:bucketMs AS INTEGER) AS at,
            sum(n) AS n, sum(sum) AS sum, min(min) AS min, max(max) AS max
       FROM ${table}
      WHERE at >= :from AND at < :to AND ${ofOne ? runsOfFilter : `run_num = ${wholeRig}`}
      GROUP BY 1`,
    { bucketMs, from, to: from + bucketMs * count, ...(ofOne && { runId, profileId }) },
  );
}

const runsOfFilter = `run_num IN (
  SELECT num FROM runs
   WHERE id = coalesce(:runId, id) AND profile_id = coalesce(:profileId, profile_id))`;
