import type { HistorySeries } from '../../contract/values/history.ts';

export type Resolution = HistorySeries['resolution'];

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Time that one row of each kind stands for, ms. */
export const resolutionMs: Readonly<Record<Resolution, number>> = {
  '10s': 10_000,
  minute: minuteMs,
  hour: hourMs,
};

/** Start of the interval that holds `at`; intervals begin at multiples of their length. */
export const intervalStart = (at: number, lengthMs: number): number =>
  Math.floor(at / lengthMs) * lengthMs;
