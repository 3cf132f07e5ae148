/** A decimal number as printed; null for `n/a`, `-`, `err` and whatever else is none. */
export function printedNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : null;
}

/** As `printedNumber`, where miners print 0 for a sensor that is not there. */
export function printedSensor(text: string | undefined): number | null {
  const value = printedNumber(text);
  return value === 0 ? null : value;
}

/** A percentage; null where it is more than 100, which is a number of turns. */
export function printedPercent(text: string | undefined): number | null {
  const value = printedNumber(text);
  return value !== null && value <= 100 ? value : null;
}

const day = 86_400_000;
const units: Readonly<Record<string, number>> = {
  d: day,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
};

/**
 * A duration as miners print it: `4 hours 59 mins 22 secs`, `0d 00:02:31`, `2 days, 00:12:09`,
 * `0h 0m 19s`, `12:30:00`.
 * @returns  ms, or null where nothing of it is one
 */
export function printedDuration(text: string): number | null {
  const parts = [...text.slice(0, 80).matchAll(/(\d{1,6}) ?([dhms])(?:ays?|ours?|ins?|ecs?)?\b/g)];
  const clock = /\b(\d{1,4}):(\d\d):(\d\d)\b/.exec(text.slice(0, 80));
  if (parts.length === 0 && !clock) return null;
  const spoken = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
  if (!clock) return spoken;
  const [, hours, minutes, seconds] = clock.map(Number);
  return spoken + ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000;
}

/** The line without space and the time at its beginning, in the manners that miners have. */
export function withoutTime(line: string): string {
  return line
    .trimStart()
    .replace(/^\[?(?:\d{4}-?\d\d-?\d\d[ T])?\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]?\s*/, '');
}
