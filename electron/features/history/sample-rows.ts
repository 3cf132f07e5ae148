import type { Sql } from '../../base/sql.ts';
import type { Sample } from '../../contract/values/history.ts';
import { intervalStart, resolutionMs } from './resolution.ts';

/**
 * Number under which the rig's total is kept, beside one row for each run. The total of an interval
 * can only be made while its samples are at hand: from the rows of an hour nobody can tell two runs
 * side by side from two runs one after the other. Runs are numbered from 1.
 */
export const wholeRig = 0;

/** The stored resolutions and their tables. */
export const sampleTables = { minute: 'minute_samples', hour: 'hour_samples' } as const;

/**
 * Adds the samples of one interval to its minute and its hour at once, so that an end without
 * warning loses the unfinished interval only. Unknown hashrates leave no trace: gaps stay gaps.
 *
 * @param samples  of one and the same time
 */
export function addSamples(sql: Sql, samples: readonly Sample[]): void {
  let total: { at: number; hashrate: number } | undefined;
  for (const { runId, at, hashrate } of samples) {
    if (hashrate === null) continue;
    total = { at, hashrate: (total?.hashrate ?? 0) + hashrate };
    const run = sql.get<{ num: number }>('SELECT num FROM runs WHERE id = ?', [runId]);
    if (run) addToRows(sql, run.num, at, hashrate);
  }
  if (total) addToRows(sql, wholeRig, total.at, total.hashrate);
}

function addToRows(sql: Sql, num: number, at: number, hashrate: number): void {
  for (const resolution of ['minute', 'hour'] as const) {
    sql.run(
      `INSERT INTO ${sampleTables[resolution]} (at, run_num, n, sum, min, max)
       VALUES (:at, :num, 1, :hashrate, :hashrate, :hashrate)
       ON CONFLICT (at, run_num) DO UPDATE SET
         n = n + 1,
         sum = sum + excluded.sum,
         min = min(min, excluded.min),
         max = max(max, excluded.max)`,
      { at: intervalStart(at, resolutionMs[resolution]), num, hashrate },
    );
  }
}
