import type { HistorySeries } from '../../../electron/contract/values/history.ts';
import type { ChartColumns, ChartPoint } from '../../charts/series.ts';
import type { LivePoint } from './live-edge.ts';

/** Readings come every two seconds; silence longer than this is a gap. */
const liveGapMs = 10_000;

export interface ChartColumnsInput {
  readonly series: Pick<HistorySeries, 'bucketMs' | 'points'> | null;
  readonly live: readonly LivePoint[];
  /** What the chart shows, epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Draw live points wherever there are any: right where buckets are coarser than the window asks. */
  readonly preferLive: boolean;
}

/**
 * History with its live edge, as columns. Wherever nothing was measured, or two points lie further
 * apart than they should, there is a null, which the chart shows as a gap.
 */
export function chartColumns({
  series,
  live,
  from,
  to,
  preferLive,
}: ChartColumnsInput): ChartColumns {
  const bucketMs = series?.bucketMs ?? 0;
  const past = (series?.points ?? []).filter(({ at }) => at >= from && at <= to);
  const lastKnown = past.findLast(({ avg }) => avg !== null);
  const historyEnd = lastKnown === undefined ? from : lastKnown.at + bucketMs;
  const firstLive = live.find(({ hashrate }) => hashrate !== null)?.at ?? Infinity;

  const edge = live
    .filter(({ at }) => at >= (preferLive ? from : historyEnd) && at <= to)
    .map(livePoint);
  const kept = preferLive ? past.filter(({ at }) => at < firstLive) : past;
  const known = kept.filter(({ at }) => at <= (lastKnown?.at ?? -Infinity));

  const columns = { xs: [], min: [], avg: [], max: [] } satisfies MutableColumns as MutableColumns;
  // An average stands for its whole bucket, so it is drawn in the middle of it: at its beginning the
  // line would begin before what it measures.
  for (const point of known)
    add(columns, { ...point, at: point.at + bucketMs / 2 }, bucketMs * 1.5);
  const seam = Math.max(bucketMs * 2, liveGapMs);
  edge.forEach((point, index) => add(columns, point, index === 0 ? seam : liveGapMs));
  return columns;
}

interface MutableColumns {
  readonly xs: number[];
  readonly min: (number | null)[];
  readonly avg: (number | null)[];
  readonly max: (number | null)[];
}

function livePoint({ at, hashrate }: LivePoint): ChartPoint {
  return { at, min: hashrate, avg: hashrate, max: hashrate };
}

/** Appends a point, and before it a gap where the last one is too far away. */
function add(columns: MutableColumns, point: ChartPoint, maxDistanceMs: number): void {
  const x = point.at / 1_000;
  const last = columns.xs.at(-1);
  if (last !== undefined && x <= last) return;
  const far = last !== undefined && x - last > maxDistanceMs / 1_000;
  if (far && columns.avg.at(-1) !== null) push(columns, last + 0.001, null, null, null);
  push(columns, x, point.min, point.avg, point.max);
}

function push(
  columns: MutableColumns,
  x: number,
  min: number | null,
  avg: number | null,
  max: number | null,
): void {
  columns.xs.push(x);
  columns.min.push(min);
  columns.avg.push(avg);
  columns.max.push(max);
}
