import type { Migration } from './migration.ts';

/**
 * Runs, their samples and the journal. Samples name their run by a small number, because a text id on
 * every row would make the table three times as large; their key begins with the time, because
 * every query asks for a window of time.
 */
export const migration0001: Migration = {
  version: 1,
  name: 'runs, samples and journal',
  statements: `
    CREATE TABLE runs (
      id TEXT PRIMARY KEY NOT NULL,
      num INTEGER NOT NULL UNIQUE,
      profile_id TEXT NOT NULL,
      profile_name TEXT NOT NULL,
      miner_id TEXT NOT NULL,
      algorithm TEXT NOT NULL,
      pool_url TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      seen_until INTEGER,
      ended_at INTEGER,
      end_reason TEXT,
      accepted INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0,
      restarts INTEGER NOT NULL DEFAULT 0,
      resume_taken INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX runs_by_start ON runs (started_at);

    CREATE TABLE minute_samples (
      at INTEGER NOT NULL,
      run_num INTEGER NOT NULL,
      n INTEGER NOT NULL,
      sum REAL NOT NULL,
      min REAL NOT NULL,
      max REAL NOT NULL,
      PRIMARY KEY (at, run_num)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE hour_samples (
      at INTEGER NOT NULL,
      run_num INTEGER NOT NULL,
      n INTEGER NOT NULL,
      sum REAL NOT NULL,
      min REAL NOT NULL,
      max REAL NOT NULL,
      PRIMARY KEY (at, run_num)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE journal (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      run_id TEXT,
      kind TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX journal_by_time ON journal (at);
  `,
};
