import { formatClock, formatClockSeconds, formatDay } from '../format/time.ts';

/** Steps between two labels of a time axis, seconds: what a clock or a calendar is read by. */
export const timeSteps: number[] = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800,
  432000, 864000,
];

/** Label of a moment, as exact as the step between labels asks for. Both in seconds. */
export function timeLabel(second: number, step: number): string {
  const at = second * 1_000;
  if (step < 60) return formatClockSeconds(at);
  if (step < 86_400) {
    const midnight = new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0;
    return midnight && step >= 3_600 ? formatDay(at) : formatClock(at);
  }
  return formatDay(at);
}
