import type { Sql } from '../../base/sql.ts';
import type { HistoryQuery, JournalEntry } from '../../contract/values/history.ts';
import { journalColumns } from './journal.ts';

/** More marks than this cannot be told apart on any chart. */
const maxMarks = 200;

/**
 * What happened to runs in a window, oldest first. Where it is too much, what went wrong is kept
 * before starts and stops, and those before the rest; notices are no marks.
 */
export function marksOf(sql: Sql, { from, to, runId, profileId }: HistoryQuery): JournalEntry[] {
  return sql.all<JournalEntry>(
    `SELECT * FROM (
       SELECT ${journalColumns} FROM journal
        WHERE at >= :from AND at < :to AND kind <> 'notice'
          AND (:runId IS NULL OR run_id = :runId)
          AND (:profileId IS NULL
               OR run_id IN (SELECT id FROM runs WHERE profile_id = :profileId))
        ORDER BY CASE
                   WHEN kind IN ('failed', 'crash', 'hang', 'interrupted') THEN 0
                   WHEN kind IN ('start', 'stop') THEN 1
                   ELSE 2
                 END, id DESC
        LIMIT ${maxMarks})
     ORDER BY at, id`,
    { from, to, runId: runId ?? null, profileId: profileId ?? null },
  );
}
