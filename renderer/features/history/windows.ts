const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * The windows of the chart. `maxPoints` keeps a bucket at or above the rows it is made from; a window
 * seldom begins where a bucket does, so it touches one more than would fit.
 */
export const historyWindows = [
  { key: '5m', label: '5 min', durationMs: 5 * minute, maxPoints: 31 },
  { key: '1h', label: '1 h', durationMs: 60 * minute, maxPoints: 361 },
  { key: '6h', label: '6 h', durationMs: 360 * minute, maxPoints: 361 },
  { key: '24h', label: '24 h', durationMs: day, maxPoints: 481 },
  { key: '7d', label: '7 d', durationMs: 7 * day, maxPoints: 500 },
  { key: '30d', label: '30 d', durationMs: 30 * day, maxPoints: 500 },
] as const;

export type HistoryWindow = (typeof historyWindows)[number];
export type HistoryWindowKey = HistoryWindow['key'];

export function historyWindow(key: HistoryWindowKey): HistoryWindow {
  return historyWindows.find((window) => window.key === key) ?? historyWindows[0];
}
