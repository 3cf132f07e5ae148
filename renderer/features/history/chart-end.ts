/** A reading older than this is no longer what moves the chart, ms. */
const freshMs = 5_000;
/** A move by less than this part of the window is less than a pixel. */
const visiblePart = 1 / 1_000;

interface ChartEndInput {
  /** Where the chart ended when it was last drawn, epoch ms. */
  readonly previous: number | undefined;
  readonly lastReading: number | undefined;
  readonly now: number;
  readonly windowMs: number;
}

/** Right end of the chart, epoch ms: the newest reading or, without one, about now. */
export function chartEnd({ previous, lastReading, now, windowMs }: ChartEndInput): number {
  const isFresh = lastReading !== undefined && Math.abs(now - lastReading) <= freshMs;
  const end = isFresh ? lastReading : Math.floor(now / freshMs) * freshMs;
  const moved = end - (previous ?? -Infinity);
  return previous !== undefined && moved >= 0 && moved < windowMs * visiblePart ? previous : end;
}
