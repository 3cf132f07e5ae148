/** Hashrate of all runs at one moment; null: nothing ran or nobody told. */
export interface LivePoint {
  /** Epoch ms. */
  readonly at: number;
  readonly hashrate: number | null;
}

/** Five minutes of a reading every two seconds from two miners at once, and some to spare. */
const limit = 400;

/** Adds the newest point. Several unknowns in a row are one gap and need one point only. */
export function withLivePoint(points: readonly LivePoint[], point: LivePoint): LivePoint[] {
  const last = points.at(-1);
  if (last !== undefined && point.at <= last.at) return [...points];
  if (last?.hashrate === null && point.hashrate === null) return [...points];
  return [...points, point].slice(-limit);
}
