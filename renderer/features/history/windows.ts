const minute = 60_000;
const day = 24 * 60 * minute;

/** The windows of the chart. `maxPoints` keeps a bucket at or above the rows it is made from. */
export const historyWindows = [
  { key: '5m', label: '5 min', durationMs: 5 * minute, maxPoints: 30 },
  { key: '1h', label: '1 h', durationMs: 60 * minute, maxPoints: 360 },
  { key: '6h', label: '6 h', durationMs: 360 * minute, maxPoints: 360 },
  { key: '24h', label: '24 h', durationMs: day, maxPoints: 480 },
  { key: '7d', label: '7 d', durationMs: 7 * day, maxPoints: 500 },
  { key: '30d', label: '30 d', durationMs: 30 * day, maxPoints: 500 },
] as const;

export type HistoryWindow = (typeof historyWindows)[number];
export type HistoryWindowKey = HistoryWindow['key'];

export function historyWindow(key: HistoryWindowKey): HistoryWindow {
  return historyWindows.find((window) => window.key === key) ?? historyWindows[0];
}
