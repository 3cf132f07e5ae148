import type { HistoryWindow } from '../history/windows.ts';
import { historyWindows } from '../history/windows.ts';

export type BridgeWindowKey = '1h' | '6h' | '24h' | '7d';

const keys: readonly string[] = ['1h', '6h', '24h', '7d'] satisfies readonly BridgeWindowKey[];

/** The windows of a bridge's chart: its history is kept by the minute. */
export const bridgeWindows = historyWindows.filter(
  (window): window is Extract<HistoryWindow, { key: BridgeWindowKey }> => keys.includes(window.key),
);

export function bridgeWindow(key: BridgeWindowKey): (typeof bridgeWindows)[number] {
  const window = bridgeWindows.find((each) => each.key === key);
  if (window === undefined) throw new Error(`no window ${key}`);
  return window;
}
