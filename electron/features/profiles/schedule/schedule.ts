import type { Schedule } from '../../../contract/values/profile.ts';

type Window = Schedule['windows'][number];

/** A window that is open, and how many midnights ago it began. */
type OpenWindow = Window & { readonly daysAgo: 0 | 1 };

const minuteMs = 60_000;
/** A window that comes once a week is at most this far, and a day for the change of the clock. */
const horizonMinutes = 8 * 24 * 60;

/** Whether a profile mines at this time, by the clock on the wall: where it skips an hour, so does this. */
export function isOpen(schedule: Schedule, date: Date): boolean {
  return openWindows(schedule, date).length > 0;
}

/**
 * When {@link isOpen} answers the other way, to the minute.
 * @returns null where that never comes
 */
export function nextChange(schedule: Schedule, date: Date): Date | null {
  const now = isOpen(schedule, date);
  const first = Math.floor(date.getTime() / minuteMs) + 1;
  // Minute by minute, because the clock on the wall jumps.
  for (let minute = first; minute <= first + horizonMinutes; minute += 1) {
    const next = new Date(minute * minuteMs);
    if (isOpen(schedule, next) !== now) return next;
  }
  return null;
}

/**
 * When the window began in which this time lies; of several the one that began last.
 * @returns null where it lies in none
 */
export function windowStart(schedule: Schedule, date: Date): Date | null {
  const starts = openWindows(schedule, date).map(({ from, daysAgo }) => {
    const [hours, minutes] = clockTime(from);
    const day = date.getDate() - daysAgo;
    return new Date(date.getFullYear(), date.getMonth(), day, hours, minutes);
  });
  return starts.reduce<Date | null>((last, one) => (last && last > one ? last : one), null);
}

function openWindows({ windows }: Schedule, date: Date): OpenWindow[] {
  const today = date.getDay();
  const yesterday = (today + 6) % 7;
  const now = date.getHours() * 60 + date.getMinutes();
  return windows.flatMap((window): OpenWindow[] => {
    const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
    const isOverMidnight = to <= from;
    const isToday = window.days.includes(today) && now >= from && (isOverMidnight || now < to);
    if (isToday) return [{ ...window, daysAgo: 0 }];
    const isYesterday = isOverMidnight && window.days.includes(yesterday) && now < to;
    return isYesterday ? [{ ...window, daysAgo: 1 }] : [];
  });
}

const clockTime = (text: string): [hours: number, minutes: number] => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return [hours, minutes];
};

function minuteOf(text: string): number {
  const [hours, minutes] = clockTime(text);
  return hours * 60 + minutes;
}
