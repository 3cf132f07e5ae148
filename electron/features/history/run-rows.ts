import type { Sql } from '../../base/sql.ts';
import type { ProfileId, RunId } from '../../contract/values/ids.ts';
import type { Session } from '../../contract/values/run.ts';
import type { OpenedRun, RunCounts, RunEnd } from './ports.ts';
import { hourMs } from './resolution.ts';

export interface SessionPage {
  /** Only those started earlier, epoch ms. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Writes a new run under the next free number. */
export function addRun(sql: Sql, run: OpenedRun): void {
  sql.run(
    `INSERT INTO runs (id, num, profile_id, profile_name, miner_id, algorithm, pool_url,
                       started_at, accepted, rejected, restarts)
     SELECT :runId, coalesce(max(num), 0) + 1, :profileId, :profileName, :minerId, :algorithm,
            :poolUrl, :startedAt, 0, 0, 0
       FROM runs`,
    { ...run },
  );
}

/** Keeps the counts; the file is only written where they changed. */
export function setCounts(sql: Sql, counts: RunCounts): void {
  sql.run(
    `UPDATE runs SET accepted = :accepted, rejected = :rejected, restarts = :restarts
      WHERE id = :runId AND (accepted, rejected, restarts) <> (:accepted, :rejected, :restarts)`,
    { ...counts },
  );
}

/** A clock that was set back does not make a run end before it began. */
export function setEnd(sql: Sql, end: RunEnd): void {
  sql.run(
    `UPDATE runs SET ended_at = max(started_at, :endedAt), end_reason = :endReason
      WHERE id = :runId`,
    { ...end },
  );
}

/** The newest runs first. */
export function listSessions(sql: Sql, { before, limit }: SessionPage): Session[] {
  return sessions(sql, 'started_at < ? ORDER BY started_at DESC, num DESC LIMIT ?', [
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  ]);
}

/** Runs that nobody has ended, oldest first. */
export function listOpen(sql: Sql): Session[] {
  return sessions(sql, 'ended_at IS NULL', []).toReversed();
}

function sessions(sql: Sql, condition: string, parameters: readonly number[]): Session[] {
  // A run's hours are looked for within its life only, because rows are ordered by time. The hour
  // before it is for a clock that was set back a little.
  return sql.all<Session>(
    `SELECT id AS runId, profile_id AS profileId, profile_name AS profileName,
            miner_id AS minerId, algorithm, pool_url AS poolUrl, started_at AS startedAt,
            ended_at AS endedAt, end_reason AS endReason, accepted, rejected, restarts,
            sum(hours.sum) / sum(n) AS averageHashrate, max(hours.max) AS maxHashrate
       FROM (SELECT * FROM runs WHERE ${condition}) AS run
       LEFT JOIN hour_samples AS hours
         ON hours.run_num = num
        AND hours.at BETWEEN started_at - ${hourMs} AND coalesce(ended_at, ${Number.MAX_SAFE_INTEGER})
      GROUP BY num
      ORDER BY started_at DESC, num DESC`,
    parameters,
  );
}

/** Notes that a run was there until a time: where the program is killed, that is when it ended. */
export function setSeen(sql: Sql, runId: RunId, until: number): void {
  sql.run('UPDATE runs SET seen_until = ? WHERE id = ?', [until, runId]);
}

/** @returns epoch ms, 0 where the run was not seen since its start */
export function lastSeen(sql: Sql, runId: RunId): number {
  const run = sql.get<{ at: number | null }>('SELECT seen_until AS at FROM runs WHERE id = ?', [
    runId,
  ]);
  return run?.at ?? 0;
}

/**
 * Profiles whose newest run was ended by the program and not by a person, oldest first. The number
 * decides which run is the newest: it does not depend on the clock.
 */
export function listResumable(sql: Sql): ProfileId[] {
  return sql
    .all<{ profileId: ProfileId }>(
      `SELECT profile_id AS profileId FROM runs
        WHERE end_reason IN ('interrupted', 'shutdown') AND resume_taken = 0
          AND num IN (SELECT max(num) FROM runs GROUP BY profile_id)
        ORDER BY num`,
    )
    .map(({ profileId }) => profileId);
}

export function markResumeTaken(sql: Sql): void {
  sql.run('UPDATE runs SET resume_taken = 1 WHERE resume_taken = 0 AND ended_at IS NOT NULL');
}
