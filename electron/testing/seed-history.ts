import type { Sql } from '../base/sql.ts';

const minuteMs = 60_000;

export interface SeedOptions {
  /** Runs side by side over the whole time, named `run-1`, `run-2` … of `profile-1` … */
  readonly runs: number;
  readonly days: number;
  /** Where it ends, epoch ms; cut to the minute. */
  readonly to: number;
}

export interface Seeded {
  /** Start of the first minute, epoch ms. */
  readonly from: number;
  /** End of the last minute, epoch ms. */
  readonly to: number;
  readonly minuteRows: number;
}

/**
 * Fills an empty history as if runs had mined side by side without a pause, in about a second for
 * 30 days. Run k makes about k kH/s; each hour has a crash and a restart in the journal.
 */
export function seedHistory(sql: Sql, { runs, days, to }: SeedOptions): Seeded {
  const end = Math.floor(to / minuteMs) * minuteMs;
  const minutes = days * 1_440;
  const from = end - minutes * minuteMs;
  const span = { from, to: end };
  const minuteRows = sql.transaction(() => {
    sql.run(`${numbers} ${runRows}`, { ...span, count: runs });
    sql.run(`${numbers} ${minuteSamples}`, { from, count: minutes });
    sql.run(rigRows);
    sql.run(hourSamples);
    sql.run(`${numbers} ${journalRows}`, { from, count: days * 24 });
    return sql.get<{ n: number }>('SELECT count(*) AS n FROM minute_samples')?.n ?? 0;
  });
  return { ...span, minuteRows };
}

const numbers = `
  WITH RECURSIVE numbers (k) AS (
    SELECT 0 UNION ALL SELECT k + 1 FROM numbers WHERE k + 1 < :count)`;

const runRows = `
  INSERT INTO runs (id, num, profile_id, profile_name, miner_id, algorithm, pool_url, started_at,
                    ended_at, end_reason, accepted, rejected)
  SELECT 'run-' || (k + 1), k + 1, 'profile-' || (k + 1), 'Profile ' || (k + 1), 'builtin',
         'sha256d', 'practice://local', :from, :to, 'user', 1000, 1
    FROM numbers`;

// The factor scatters neighbouring minutes over 100 values without a random number.
const minuteSamples = `
  INSERT INTO minute_samples (at, run_num, n, sum, min, max)
  SELECT CAST(:from AS INTEGER) + k * ${minuteMs}, num, 6, 6.0 * (num * 1000 + k * 37 % 100),
         num * 1000 + k * 37 % 100 - 5, num * 1000 + k * 37 % 100 + 5
    FROM numbers CROSS JOIN runs
   ORDER BY k, num`;

// All runs of a minute rise and fall together, so that the sums of their extremes are the rig's.
const rigRows = `
  INSERT INTO minute_samples (at, run_num, n, sum, min, max)
  SELECT at, 0, max(n), sum(sum), sum(min), sum(max) FROM minute_samples GROUP BY at`;

const hourSamples = `
  INSERT INTO hour_samples (at, run_num, n, sum, min, max)
  SELECT at / 3600000 * 3600000, run_num, sum(n), sum(sum), min(min), max(max)
    FROM minute_samples GROUP BY 1, 2`;

const journalRows = `
  INSERT INTO journal (at, run_id, kind, text)
  SELECT CAST(:from AS INTEGER) + k * 3600000 + (kind = 'restart') * 10000, 'run-1', kind,
         'Profile 1 ' || kind
    FROM numbers CROSS JOIN (SELECT 'crash' AS kind UNION ALL SELECT 'restart')
   ORDER BY 1`;
