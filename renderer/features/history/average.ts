import type { ChartColumns } from '../../charts/series.ts';

/**
 * Average of a window over the time that was measured: gaps count for nothing, and many points in
 * a second count for no more than one that stands for a minute.
 */
export function averageHashrate({ xs, avg }: ChartColumns): number | null {
  let sum = 0;
  let seconds = 0;
  for (let index = 1; index < xs.length; index += 1) {
    const [from, to, a, b] = [xs[index - 1], xs[index], avg[index - 1], avg[index]];
    if (from === undefined || to === undefined || a == null || b == null) continue;
    sum += ((a + b) / 2) * (to - from);
    seconds += to - from;
  }
  if (seconds > 0) return sum / seconds;
  return avg.findLast((value) => value !== null) ?? null;
}
