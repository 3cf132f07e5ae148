export const minuteMs = 60_000;

/** Lengths of buckets that a person reads easily, minutes; beyond the last one they double. */
const niceMinutes = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1_440];

/** Start of the interval that holds `at`; intervals begin at multiples of their length. */
export const intervalStart = (at: number, lengthMs: number): number =>
  Math.floor(at / lengthMs) * lengthMs;

/** The shortest buckets that cover a window with no more of them than asked for, ms. */
export function bucketLength(window: {
  readonly from: number;
  readonly to: number;
  readonly maxPoints: number;
}): number {
  const { from, to, maxPoints } = window;
  for (let step = 0; ; step += 1) {
    const last = niceMinutes.length - 1;
    const minutes = niceMinutes[step] ?? (niceMinutes[last] ?? 1_440) * 2 ** (step - last);
    const bucketMs = minutes * minuteMs;
    if (Math.ceil((to - intervalStart(from, bucketMs)) / bucketMs) <= maxPoints) return bucketMs;
  }
}
