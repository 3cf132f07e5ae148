const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const dayOnly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** "14:30" in the zone of the computer. @param at epoch milliseconds */
export function formatClock(at: number): string {
  return clock.format(at);
}

/** "14:30:05" */
export function formatClockSeconds(at: number): string {
  return clockSeconds.format(at);
}

/** "14:30" on the same day as `now`, "3 Nov, 14:30" on another one. */
export function formatWhen(at: number, now: number): string {
  return dayOnly.format(at) === dayOnly.format(now) ? clock.format(at) : dayAndClock.format(at);
}

/** "3 Nov" */
export function formatDay(at: number): string {
  return dayOnly.format(at);
}

/** "3 Nov 2026" */
export function formatDate(at: number): string {
  return dateOnly.format(at);
}

/** Date and time to the second. */
export function formatExactTime(at: number): string {
  return full.format(at);
}
