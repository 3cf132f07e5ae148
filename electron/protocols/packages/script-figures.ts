import type { DeviceReport, MinerReport } from '../miner-output/miner-report.ts';

/** What a script of a package said of its miner. */
export interface ScriptFigures {
  /** Null where it is nothing that could be read. */
  readonly report: MinerReport | null;
  /** What was wrong, one sentence each. */
  readonly warnings: readonly string[];
}

export const maxFigureDevices = 256;
/** H/s; no network is near. */
export const maxHashrate = 1e21;

export const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]).slice(0, maxFigureDevices) : [];

/** Sum of what is known; null where nothing is. */
export function sumOfRates(devices: readonly Pick<DeviceReport, 'hashrate'>[]): number | null {
  const rates = devices.flatMap(({ hashrate }) => (hashrate === null ? [] : [hashrate]));
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0);
}
