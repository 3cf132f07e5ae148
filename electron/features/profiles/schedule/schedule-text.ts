import type { Schedule } from '../../../contract/values/profile.ts';

const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** `Mon, Tue 22:00–06:00; Sun 00:00–00:00`: days from Monday on, windows in their order. */
export function scheduleText({ windows }: Schedule): string {
  return windows.map(({ days, from, to }) => `${daysText(days)} ${from}–${to}`).join('; ');
}

function daysText(days: readonly number[]): string {
  const fromMonday = [1, 2, 3, 4, 5, 6, 0].filter((day) => days.includes(day));
  return fromMonday.length === 7 ? 'daily' : fromMonday.map((day) => names[day]).join(', ');
}
