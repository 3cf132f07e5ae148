import type { HistoryPoint } from '../../contract/values/history.ts';
import { dayMs, hourMs, intervalStart, minuteMs } from './resolution.ts';

/** Equal stretches of time, side by side, that together cover a window. */
export interface Buckets {
  /** Start of the first one, epoch ms: a multiple of `bucketMs`, at or before the window's start. */
  readonly from: number;
  readonly bucketMs: number;
  readonly count: number;
}

/** A stretch of time in the database or in memory: the samples in it, counted and summed. */
export interface SampleRow {
  /** Any time of the bucket it belongs to, epoch ms. */
  readonly at: number;
  readonly n: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly maxPoints: number;
}

/**
 * Lengths that a person reads easily and that hold whole rows of every finer resolution, ms.
 * Beyond the last one they double.
 */
const niceLengthsMs = [
  ...[10, 20, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * hourMs),
  dayMs,
];

/**
 * The shortest buckets that cover a window with no more of them than asked for. They begin at
 * multiples of their length, so that a moving window keeps showing the same values.
 *
 * @param window       `maxPoints` at least 2: a window always touches two buckets at some boundary
 * @param shortestMs   length of the rows they are made from: no bucket is shorter
 */
export function coverWindow({ from, to, maxPoints }: Window, shortestMs: number): Buckets {
  for (let step = 0; ; step += 1) {
    const bucketMs = niceLength(step);
    const first = intervalStart(from, bucketMs);
    const count = Math.ceil((to - first) / bucketMs);
    if (bucketMs >= shortestMs && count <= maxPoints) return { from: first, bucketMs, count };
  }
}

function niceLength(step: number): number {
  const known = niceLengthsMs[step];
  return known ?? dayMs * 2 ** (step - niceLengthsMs.length + 1);
}

/** One point a bucket: what its rows say together, or null where it has none. */
export function pointsOf(rows: readonly SampleRow[], buckets: Buckets): HistoryPoint[] {
  const merged = new Map<number, SampleRow>();
  for (const row of rows) {
    const at = intervalStart(row.at, buckets.bucketMs);
    const known = merged.get(at);
    merged.set(at, known ? merge(known, row) : row);
  }
  return Array.from({ length: buckets.count }, (_, index) => {
    const at = buckets.from + index * buckets.bucketMs;
    const row = merged.get(at);
    return row ? { at, ...summary(row) } : { at, min: null, avg: null, max: null };
  });
}

function merge(one: SampleRow, other: SampleRow): SampleRow {
  return {
    at: one.at,
    n: one.n + other.n,
    sum: one.sum + other.sum,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}

function summary({ n, sum, min, max }: SampleRow): Pick<HistoryPoint, 'min' | 'avg' | 'max'> {
  // A sum of equal numbers divided by their count can miss them by a rounding error.
  return { min, avg: Math.min(max, Math.max(min, sum / n)), max };
}
