import type { Migration } from './migration.ts';

/**
 * What the workers of bridges did, minute by minute. Rows name their worker by a small number and begin
 * with the time, as samples of runs do.
 */
export const migration0002: Migration = {
  version: 2,
  name: 'workers of bridges',
  statements: `
    CREATE TABLE bridge_workers (
      num INTEGER PRIMARY KEY,
      bridge_id TEXT NOT NULL,
      worker TEXT NOT NULL,
      last_share_at INTEGER,
      UNIQUE (bridge_id, worker)
    ) STRICT;

    CREATE TABLE bridge_minutes (
      at INTEGER NOT NULL,
      worker_num INTEGER NOT NULL,
      hashes REAL NOT NULL,
      accepted INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      PRIMARY KEY (at, worker_num)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX bridge_minutes_by_worker ON bridge_minutes (worker_num);
  `,
};
