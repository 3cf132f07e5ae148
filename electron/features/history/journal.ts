import type { Sql } from '../../base/sql.ts';
import type { JournalEntry } from '../../contract/values/history.ts';
import type { Note } from './ports.ts';

/** The columns of a {@link JournalEntry}. */
export const journalColumns = 'id, at, run_id AS runId, kind, text';

/** An entry is one sentence; what is longer holds a miner's output and is cut. */
const maxTextLength = 500;

/** Writes an entry. */
export function addEntry(sql: Sql, { runId, at, kind, text }: Note): JournalEntry {
  const entry = { at, runId, kind, text: text.slice(0, maxTextLength) };
  const row = sql.get<{ id: number }>(
    `INSERT INTO journal (at, run_id, kind, text) VALUES (:at, :runId, :kind, :text) RETURNING id`,
    entry,
  );
  if (!row) throw new Error('SQLite returned no id for a journal entry');
  return { id: row.id, ...entry };
}

/** The newest entries first; with `before` only those with a smaller id. */
export function listEntries(sql: Sql, page: JournalPage): JournalEntry[] {
  return sql.all<JournalEntry>(
    `SELECT ${journalColumns} FROM journal WHERE id < ? ORDER BY id DESC LIMIT ?`,
    [page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  );
}

export interface JournalPage {
  readonly before?: number | undefined;
  readonly limit: number;
}
