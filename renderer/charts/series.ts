/** One measured value or average; null where nothing was measured. */
export interface ChartPoint {
  /** Epoch ms. */
  readonly at: number;
  readonly min: number | null;
  readonly avg: number | null;
  readonly max: number | null;
}

/** Points as columns, the way the chart draws them; xs in epoch seconds, rising. */
export interface ChartColumns {
  readonly xs: readonly number[];
  readonly min: readonly (number | null)[];
  readonly avg: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

export const emptyColumns: ChartColumns = { xs: [], min: [], avg: [], max: [] };

/** Number of points that show something. */
export function plottedPoints({ avg }: ChartColumns): number {
  return avg.reduce<number>((count, value) => (value === null ? count : count + 1), 0);
}

/** Index of the point nearest to a moment among those that show something, or null. */
export function nearestPoint({ xs, avg }: ChartColumns, second: number): number | null {
  let nearest: number | null = null;
  for (let index = 0; index < xs.length; index += 1) {
    if (avg[index] === null) continue;
    if (nearest === null || distance(xs[index], second) < distance(xs[nearest], second)) {
      nearest = index;
    }
  }
  return nearest;
}

/** Index of the next point that shows something, in the direction given, or the same one. */
export function stepPoint({ avg }: ChartColumns, from: number, direction: 1 | -1): number {
  for (let index = from + direction; index >= 0 && index < avg.length; index += direction) {
    if (avg[index] !== null) return index;
  }
  return from;
}

function distance(a: number | undefined, b: number): number {
  return Math.abs((a ?? Infinity) - b);
}
