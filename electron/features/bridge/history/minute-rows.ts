import type { Sql } from '../../../base/sql.ts';
import type { HistoryPoint } from '../../../contract/values/history.ts';
import type { BridgeId } from '../../../contract/values/ids.ts';
import { intervalStart, minuteMs } from './buckets.ts';

/** What one worker did in a minute. */
export interface WorkerMinute {
  /** That its shares stand for. */
  readonly hashes: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Epoch ms; null: no good one. */
  readonly lastShareAt: number | null;
}

export interface WorkerSummary {
  readonly worker: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly averageHashrate: number | null;
  readonly lastShareAt: number | null;
}

/** Under this name stands what all workers did together; no worker is called so. */
const everybody = '';

/**
 * A bridge that ran for less than this has no hashrate: a few seconds tell how lucky a share was. A
 * quarter of a minute.
 */
const shortestMs = 15_000;

/** Rows that one statement deletes at most: a few milliseconds, in which nothing else can run. */
const batchRows = 2_000;

/** Rows that are kept at most, whatever their age: some hundred megabytes. */
const maxRows = 3_000_000;

/** Workers in the answer to a question at most. */
const maxSummaries = 2_000;

/**
 * Adds what was done in a minute, also where nothing was: without a row the bridge did not run.
 *
 * @param minute  `ranMs`: for how much of it the bridge ran
 * @param named  workers that get a row of their own
 * @param all    what all did, those without a name included
 */
export function addMinute(
  sql: Sql,
  minute: { readonly bridgeId: BridgeId; readonly at: number; readonly ranMs: number },
  named: readonly (readonly [string, WorkerMinute])[],
  all: readonly WorkerMinute[],
): void {
  const { bridgeId, at, ranMs } = minute;
  const total = all.reduce(
    (sum, { hashes, accepted, rejected }) => ({
      hashes: sum.hashes + hashes,
      accepted: sum.accepted + accepted,
      rejected: sum.rejected + rejected,
    }),
    { hashes: 0, accepted: 0, rejected: 0 },
  );
  for (const [worker, done] of [[everybody, { ...total, lastShareAt: null }], ...named] as const) {
    sql.run(
      `INSERT INTO bridge_workers (bridge_id, worker, last_share_at)
       VALUES (:bridgeId, :worker, :lastShareAt)
       ON CONFLICT (bridge_id, worker) DO UPDATE SET
         last_share_at = coalesce(excluded.last_share_at, last_share_at)`,
      { bridgeId, worker, lastShareAt: done.lastShareAt },
    );
    sql.run(
      `INSERT INTO bridge_minutes (at, worker_num, hashes, accepted, rejected, ran_ms)
       SELECT :at, num, :hashes, :accepted, :rejected, :ranMs
         FROM bridge_workers WHERE bridge_id = :bridgeId AND worker = :worker
       ON CONFLICT (at, worker_num) DO UPDATE SET
         hashes = hashes + excluded.hashes,
         accepted = accepted + excluded.accepted,
         rejected = rejected + excluded.rejected,
         ran_ms = min(ran_ms + excluded.ran_ms, ${minuteMs})`,
      {
        at,
        bridgeId,
        worker,
        hashes: done.hashes,
        accepted: done.accepted,
        rejected: done.rejected,
        ranMs,
      },
    );
  }
}

/** One point a bucket, null where the bridge did not run. @param worker  undefined: all together */
export function pointsOf(
  sql: Sql,
  bridgeId: BridgeId,
  { from, to }: { readonly from: number; readonly to: number },
  bucketMs: number,
  worker: string | undefined,
): HistoryPoint[] {
  const first = intervalStart(from, bucketMs);
  const count = Math.ceil((to - first) / bucketMs);
  // A worker that found nothing in a minute in which the bridge ran did nothing: that is no gap.
  const rows = sql.all<{ at: number; min: number; avg: number; max: number }>(
    `SELECT total.at / CAST(:bucketMs AS INTEGER) * CAST(:bucketMs AS INTEGER) AS at,
            min(coalesce(own.hashes, 0) * 1000 / total.ran_ms) AS min,
            sum(coalesce(own.hashes, 0)) * 1000 / sum(total.ran_ms) AS avg,
            max(coalesce(own.hashes, 0) * 1000 / total.ran_ms) AS max
       FROM bridge_minutes AS total
       LEFT JOIN bridge_minutes AS own
         ON own.at = total.at
        AND own.worker_num =
            (SELECT num FROM bridge_workers WHERE bridge_id = :bridgeId AND worker = :worker)
      WHERE total.at >= :from AND total.at < :to AND total.ran_ms >= ${shortestMs}
        AND total.worker_num =
            (SELECT num FROM bridge_workers WHERE bridge_id = :bridgeId AND worker = '')
      GROUP BY 1`,
    { bridgeId, worker: worker ?? everybody, bucketMs, from: first, to: first + count * bucketMs },
  );
  const byStart = new Map(rows.map((row) => [row.at, row]));
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * bucketMs;
    return byStart.get(at) ?? { at, min: null, avg: null, max: null };
  });
}

/** Those who did something in a window, those who did the most first. */
export function workersOf(
  sql: Sql,
  bridgeId: BridgeId,
  { from, to }: { readonly from: number; readonly to: number },
): WorkerSummary[] {
  const window = { bridgeId, from: intervalStart(from, minuteMs), to };
  const running = sql.get<{ ranMs: number | null }>(
    `SELECT sum(ran_ms) AS ranMs FROM bridge_minutes
      WHERE at >= :from AND at < :to AND worker_num =
            (SELECT num FROM bridge_workers WHERE bridge_id = :bridgeId AND worker = '')`,
    window,
  );
  const ranMs = running?.ranMs ?? 0;
  return sql
    .all<Omit<WorkerSummary, 'averageHashrate'> & { hashes: number }>(
      `SELECT worker, sum(hashes) AS hashes, sum(accepted) AS accepted, sum(rejected) AS rejected,
              last_share_at AS lastShareAt
         FROM bridge_minutes JOIN bridge_workers ON num = worker_num
        WHERE at >= :from AND at < :to AND bridge_id = :bridgeId AND worker <> ''
        GROUP BY num ORDER BY sum(hashes) DESC, worker LIMIT ${maxSummaries}`,
      window,
    )
    .map(({ hashes, ...summary }) => ({
      ...summary,
      averageHashrate: ranMs < shortestMs ? null : (hashes * 1000) / ranMs,
    }));
}

/** Removes a batch of what is too old or too much. @returns whether there may be more */
export function pruneMinutes(sql: Sql, before: number): boolean {
  const old = sql.run(
    `DELETE FROM bridge_minutes WHERE (at, worker_num) IN (
       SELECT at, worker_num FROM bridge_minutes WHERE at < ? ORDER BY at LIMIT ${batchRows})`,
    [before],
  ).changes;
  const count = sql.get<{ rows: number }>('SELECT count(*) AS rows FROM bridge_minutes')?.rows ?? 0;
  const tooMany =
    count <= maxRows
      ? 0
      : sql.run(
          `DELETE FROM bridge_minutes WHERE (at, worker_num) IN (
             SELECT at, worker_num FROM bridge_minutes ORDER BY at LIMIT ${batchRows})`,
        ).changes;
  if (old + tooMany > 0) return true;
  sql.run(
    `DELETE FROM bridge_workers
      WHERE NOT EXISTS (SELECT 1 FROM bridge_minutes WHERE worker_num = num)`,
  );
  return false;
}
